package dev.tandem.messaging.consume;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.RetryNotice;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.envelope.CloudEvents;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a consumer's notices and answers to probes. Nothing waits for them, and they may get lost. */
final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final String queue;
    private final RetryNotice notice;
    private final ConsumerResources resources;

    Notices(ConsumedQueue queue, ConsumerResources resources) {
        this.queue = queue.name();
        this.notice = queue.notice();
        this.resources = resources;
    }

    /**
     * Answers a probe and acks it, without making either wait for the other: while the broker accepts no messages, acks of later
     * deliveries must go on. If the answer is lost, the sender of the probe sends another.
     */
    void answer(Delivery probe) {
        probe.ack();
        String asker = probe.replyTo();
        if (asker != null && probe.headers().get(Prober.ID) instanceof Long id) {
            resources
                    .publisher()
                    .publish(new Publication(
                            resources.topology().answers(),
                            asker,
                            Publication.Properties.of(Prober.CONTENT_TYPE),
                            Map.of(Prober.ID, id),
                            Buffer.buffer()))
                    .onFailure(lost -> LOG.debug("{}: a probe was not answered", queue, lost));
        }
    }

    /** Announces that the event will be retried after the delay; the broker has its copy. */
    void retried(Event event, int nextAttempt, Duration delay, String why) {
        try {
            notice.of(event, nextAttempt, resources.clock().instant().plus(delay), why)
                    .ifPresent(message -> publish(message, event));
        } catch (RuntimeException e) {
            LOG.warn("{}: no notice is given of a retry", queue, e);
        }
    }

    private void publish(Message message, Event event) {
        Span span = resources.tracing().publishing(message, event.context());
        Envelope envelope =
                resources.tracing().inject(message.envelope(), event.context().with(span));
        resources
                .publisher()
                .publish(new Publication(
                        message.exchange(),
                        message.routingKey(),
                        Publication.Properties.of(CloudEvents.SINGLE, envelope),
                        Map.of(),
                        CloudEvents.write(envelope, message.payload())))
                .onComplete(done -> span.end())
                .onFailure(lost -> LOG.debug("{}: the notice of a retry got lost", queue, lost));
    }
}
