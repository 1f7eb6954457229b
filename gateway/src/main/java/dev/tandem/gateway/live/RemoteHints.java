package dev.tandem.gateway.live;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.ServiceAddress;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.messaging.hint.Registration;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives hints from another service, on one stream while anybody listens here, and passes them to the
 * listeners. Opens the stream with the token of one of them. When it breaks, reopens it and notifies all listeners, because
 * hints were missed. {@link #listenFor} may be called from any thread.
 */
public final class RemoteHints {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteHints.class);
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final String DATA = "data: ";
    private static final String EVERYBODY = "*";

    /** The service sends something every fifteen seconds. */
    private static final int SILENT_AT_MOST_S = 45;

    private final Vertx vertx;
    private final Context context;
    private final HttpClient client;
    private final String service;
    private final ServiceAddress address;
    private final Predicate<String> subjects;
    private final Hints hints;
    private final Deque<Caller> listeners = new ArrayDeque<>();
    private @Nullable HttpClientRequest stream;
    private boolean opening;
    private boolean heard = true;

    /**
     * @param service its name, for the log
     * @param subjects what it may give hints about; others are passed over
     */
    public RemoteHints(Vertx vertx, String service, URI uri, Predicate<String> subjects, Hints hints) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(1_000)
                .setReadIdleTimeout(SILENT_AT_MOST_S)
                .setTracingPolicy(TracingPolicy.IGNORE));
        this.service = service;
        this.subjects = subjects;
        this.address = new ServiceAddress(uri);
        this.hints = hints;
    }

    /** Passes on hints until the registration is closed. */
    public Registration listenFor(Caller caller) {
        context.runOnContext(v -> {
            listeners.addLast(caller);
            open();
        });
        return () -> context.runOnContext(v -> {
            listeners.removeLastOccurrence(caller);
            if (listeners.isEmpty() && stream != null) {
                stream.reset();
            }
        });
    }

    private void open() {
        if (stream != null || opening || listeners.isEmpty()) {
            return;
        }
        opening = true;
        String token = listeners.getLast().token();
        client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost(address.host())
                        .setPort(address.port())
                        .setSsl(address.isEncrypted())
                        .setURI(address.below("/v1/hints")))
                .compose(request -> request.putHeader("Authorization", "Bearer " + token)
                        .send()
                        .compose(response -> accepted(request, response)))
                .onComplete((response, failure) -> {
                    opening = false;
                    if (failure != null) {
                        lost(failure.getMessage());
                    } else {
                        read(response);
                    }
                });
    }

    private static Future<HttpClientResponse> accepted(HttpClientRequest request, HttpClientResponse response) {
        if (response.statusCode() == 200) {
            return Future.succeededFuture(response);
        }
        request.reset();
        return Future.failedFuture("it answered " + response.statusCode());
    }

    private void read(HttpClientResponse response) {
        HttpClientRequest own = response.request();
        stream = own;
        if (!heard) {
            heard = true;
            LOG.info("The hints of {} are heard of again", service);
        }
        RecordParser lines = RecordParser.newDelimited("\n", response);
        lines.handler(this::line)
                .exceptionHandler(failure -> over(own, failure.getMessage()))
                .endHandler(ended -> over(own, "it ended"));
        hints.tellEverybodyHere();
        if (listeners.isEmpty()) {
            own.reset();
        }
    }

    private void line(Buffer written) {
        String line = written.toString().stripTrailing();
        if (line.equals(DATA + EVERYBODY)) {
            hints.tellEverybodyHere();
        } else if (line.startsWith(DATA)) {
            hints.tellHere(Stream.of(line.substring(DATA.length()).split(","))
                    .filter(subjects)
                    .toList());
        }
    }

    private void over(HttpClientRequest which, @Nullable String why) {
        if (which == stream) {
            stream = null;
            lost(why);
        }
    }

    /** Uses another listener's token next time, in case this one was the cause. */
    private void lost(@Nullable String why) {
        if (listeners.isEmpty()) {
            return;
        }
        if (heard) {
            heard = false;
            LOG.warn("The hints of {} are not heard of at present: {}", service, why);
        }
        listeners.addFirst(listeners.removeLast());
        vertx.setTimer(AGAIN.toMillis() + ThreadLocalRandom.current().nextLong(AGAIN.toMillis()), timer -> open());
    }

    /** Ends the stream for good. */
    public Future<Void> close() {
        return client.close();
    }
}
