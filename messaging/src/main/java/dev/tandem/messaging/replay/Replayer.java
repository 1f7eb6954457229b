package dev.tandem.messaging.replay;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.consume.Headers;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replays messages under an operator's claim, each in a trace of its own that is linked to the failed one's. */
public final class Replayer {

    private final Publisher publisher;
    private final Tracing tracing;
    private final Set<String> exchanges;

    /** @param exchanges that are known to exist, because a missing one would cost the connection */
    public Replayer(Publisher publisher, Tracing tracing, Set<String> exchanges) {
        this.publisher = publisher;
        this.tracing = tracing;
        this.exchanges = exchanges;
    }

    /**
     * Sends the message; it counts as a first attempt.
     *
     * @return succeeds when the broker has confirmed the message, which means that it is kept, not that its consumer has it: an
     *     unroutable message is confirmed too, and goes to {@code unroutable}. Fails permanently with
     *     {@link IllegalArgumentException} when its exchange is unknown; after any other failure the broker may or may not have it,
     *     and sending it again is safe, because it keeps its id. Completes on the publisher's context.
     */
    public Future<Void> send(Replay replay) {
        if (!exchanges.contains(replay.exchange())) {
            return Future.failedFuture(
                    new IllegalArgumentException("Nobody knows the exchange \"" + replay.exchange() + "\""));
        }
        Envelope envelope = envelope(replay);
        Span span = tracing.replaying(replay.destination(), envelope, replay.failed());
        return publisher
                .publish(new Publication(
                        replay.exchange(),
                        replay.routingKey(),
                        properties(replay, envelope),
                        headers(replay, span),
                        replay.body()))
                .onFailure(e -> Tracing.failed(span, e.getClass().getName(), String.valueOf(e.getMessage()), e))
                .onComplete(sent -> span.end());
    }

    private Map<String, Object> headers(Replay replay, Span span) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(Headers.REPLAY, replay.claim().toString());
        headers.put(Headers.ATTEMPT, 1L);
        if (replay.forced()) {
            headers.put(Headers.FORCED, 1L);
        }
        String traceparent = tracing.traceparent(Context.root().with(span));
        if (traceparent != null) {
            headers.put(Headers.TRACEPARENT, traceparent);
        }
        return headers;
    }

    private static Publication.Properties properties(Replay replay, @Nullable Envelope envelope) {
        String contentType = replay.contentType();
        if (envelope != null) {
            return Publication.Properties.of(CloudEvents.SINGLE, envelope);
        }
        return Publication.Properties.of(contentType == null ? "application/octet-stream" : contentType);
    }

    private static @Nullable Envelope envelope(Replay replay) {
        List<CloudEvents.Entry> entries = CloudEvents.read(replay.contentType(), replay.body());
        return entries.size() == 1 && entries.get(0) instanceof CloudEvents.Entry.Readable readable
                ? readable.envelope()
                : null;
    }
}
