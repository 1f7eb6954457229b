package dev.tandem.messaging.report;

import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.BrokerUnavailable;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes this instance's reports, with its service as routing key, at regular intervals while the broker accepts messages. The
 * next report replaces a lost one, so none passes through the outbox, and at most one is in flight.
 */
public final class Reporter {

    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    private static final String CONTENT_TYPE = "application/json";
    private static final long AFTER_MISSING_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Vertx vertx;
    private final Broker broker;
    private final String exchange;
    private final Publisher publisher;
    private final Clock clock;
    private final Supplier<OutboxReport> outbox;
    private final List<Supplier<ConsumerReport>> consumers = new CopyOnWriteArrayList<>();
    private final UUID instance = UUID.randomUUID();
    private final AtomicBoolean telling = new AtomicBoolean();
    private final long timer;
    private long number;
    private volatile boolean exchangeSeen;
    private volatile long notBefore = System.nanoTime();

    /** Starts at once, and runs until {@link #stop()}. */
    public Reporter(
            Vertx vertx,
            Broker broker,
            Publisher publisher,
            Supplier<OutboxReport> outbox,
            Clock clock,
            Duration every) {
        this.vertx = vertx;
        this.broker = broker;
        this.exchange = broker.topology().reports();
        this.publisher = publisher;
        this.clock = clock;
        this.outbox = outbox;
        this.timer = vertx.setPeriodic(0, every.toMillis(), tick -> tell());
    }

    /** Includes one more consumer from now on; the supplier is called on any thread. */
    public void tellOf(Supplier<ConsumerReport> consumer) {
        consumers.add(consumer);
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void tell() {
        boolean due = publisher.state() == Publisher.State.READY && System.nanoTime() - notBefore >= 0;
        if (due && telling.compareAndSet(false, true)) {
            seen().compose(seen -> publisher.publish(publication()))
                    .onFailure(e -> {
                        exchangeSeen = false;
                        LOG.debug("A report was not published", e);
                    })
                    .onComplete(told -> telling.set(false));
        }
    }

    /**
     * Checks that the exchange exists, at first and after each failure: publishing to a missing one would cost the outbox its
     * connection.
     */
    private Future<Void> seen() {
        if (exchangeSeen) {
            return Future.succeededFuture();
        }
        return broker.verify(Set.of(exchange), Set.of())
                .onSuccess(there -> exchangeSeen = true)
                .onFailure(e -> {
                    if (!(e instanceof BrokerUnavailable || e instanceof IOException)) {
                        notBefore = System.nanoTime() + AFTER_MISSING_NANOS;
                        LOG.warn("Nothing is reported for a minute: {}", e.getMessage());
                    }
                });
    }

    private Publication publication() {
        ServiceReport report = new ServiceReport(
                broker.service(),
                instance,
                ++number,
                clock.instant(),
                outbox.get(),
                consumers.stream().map(Supplier::get).toList());
        return new Publication(
                exchange,
                broker.service(),
                Publication.Properties.of(CONTENT_TYPE),
                Map.of(),
                report.toJson().toBuffer());
    }
}
