package dev.tandem.messaging.broker.amqp;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Loop;
import dev.tandem.messaging.Topology;
import dev.tandem.messaging.Tuning;
import dev.tandem.messaging.broker.BrokerUnavailable;
import dev.tandem.messaging.broker.EventLog;
import dev.tandem.messaging.broker.LogReader;
import dev.tandem.messaging.broker.LogRecord;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Reads and marks a RabbitMQ stream that is bound to an exchange with {@code #}, over AMQP. */
public final class AmqpEventLog implements EventLog {

    private static final String ROUTING_KEY = "log.marker";
    private static final long SEEN_WITHIN_MS = 15_000;

    private final Vertx vertx;
    private final Supplier<URI> address;
    private final String service;
    private final Topology topology;
    private final String stream;

    /**
     * @param uri {@code amqp://user:password@host:port/vhost}
     * @param service name of the connecting service; the broker shows it beside each connection
     */
    public AmqpEventLog(Vertx vertx, String uri, String service, Topology topology) {
        this(vertx, AmqpBroker.fixed(URI.create(uri)), service, topology);
    }

    /** Connects to an address that may change: each connection reads it anew, on a worker thread. */
    public AmqpEventLog(Vertx vertx, Supplier<URI> address, String service, Topology topology) {
        this.vertx = vertx;
        this.address = address;
        this.service = service;
        this.topology = topology;
        this.stream = topology.log().stream();
    }

    @Override
    public LogReader read() {
        AmqpLogReader reader = new AmqpLogReader(vertx, address, service + " reading " + stream, stream, "first");
        reader.start();
        return reader;
    }

    /** Subscribes to the end of the stream before publishing, so that the marker comes back with its offset. */
    @Override
    public Future<Long> mark() {
        Context context = vertx.getOrCreateContext();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        AmqpLogReader end = new AmqpLogReader(vertx, address, service + " marking " + stream, stream, "next");
        Future<Long> seen = end.start()
                .timeout(SEEN_WITHIN_MS, TimeUnit.MILLISECONDS)
                .compose(standing -> on(context, () -> publish(id)))
                .compose(published ->
                        on(context, () -> awaitMarker(end, id, System.nanoTime() + SEEN_WITHIN_MS * 1_000_000)));
        return on(context, () -> seen)
                .recover(e -> Future.failedFuture(new BrokerUnavailable("The log could not be marked: " + e, e)))
                .eventually(end::close);
    }

    private Future<Void> publish(UUID id) {
        return new AmqpBroker(vertx, address, service + " marking", topology, Tuning.DEFAULT)
                .publisher()
                .compose(publisher -> published(publisher, id)
                        .timeout(SEEN_WITHIN_MS, TimeUnit.MILLISECONDS)
                        .eventually(publisher::close));
    }

    private Future<Void> published(Publisher publisher, UUID id) {
        Envelope envelope = Envelope.of(MARKER)
                .id(id)
                .source("/messaging")
                .subject(stream)
                .time(Instant.now())
                .tenant("-")
                .correlationId(id.toString())
                .build();
        Buffer body = CloudEvents.write(envelope, Map.of());
        Publication.Properties properties = Publication.Properties.of(CloudEvents.SINGLE, envelope);
        return publisher
                .ready()
                .compose(ready -> publisher.publish(
                        new Publication(topology.log().exchange(), ROUTING_KEY, properties, Map.of(), body)));
    }

    private static Future<Long> awaitMarker(LogReader end, UUID id, long deadline) {
        return Loop.untilFound(() -> end.next(1_000).compose(records -> {
            Optional<Long> found = offset(records, id);
            return found.isEmpty() && System.nanoTime() > deadline
                    ? Future.failedFuture("it did not come back")
                    : Future.succeededFuture(found);
        }));
    }

    private static Optional<Long> offset(List<LogRecord> records, UUID id) {
        return records.stream()
                .filter(written -> CloudEvents.read(written.contentType(), written.body()).stream()
                        .anyMatch(entry -> entry instanceof CloudEvents.Entry.Readable event
                                && event.envelope().id().equals(id)))
                .map(LogRecord::offset)
                .findFirst();
    }

    /**
     * Runs the work, and completes, on the given context: publishers complete on their own, and a link must be used on the one
     * that opened it.
     */
    private static <T> Future<T> on(Context context, Supplier<Future<T>> work) {
        Promise<T> there = ((ContextInternal) context).promise();
        context.runOnContext(v -> work.get().onComplete(there));
        return there.future();
    }
}
