package dev.tandem.messaging.wiring;

import dev.tandem.messaging.consume.ConsumedQueue;
import dev.tandem.messaging.consume.Consumer;
import dev.tandem.messaging.consume.ConsumerResources;
import dev.tandem.messaging.consume.ConsumerState;
import dev.tandem.messaging.consume.ConsumerSwitch;
import dev.tandem.messaging.inbox.DatabaseClock;
import dev.tandem.messaging.metrics.ConsumerMetrics;
import dev.tandem.messaging.report.DeliveryCounts;
import dev.tandem.messaging.report.Reporter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the consumers of one service while the machine's clock agrees with the database's. Thread-safe. */
final class Consumers {

    private static final Logger LOG = LoggerFactory.getLogger(Consumers.class);

    private static final long FIRST_SUBSCRIPTION_MS = 10_000;

    private final Vertx vertx;
    private final DatabaseClock clock;
    private final Reporter reporter;
    private final List<ConsumerSwitch> switches = new CopyOnWriteArrayList<>();
    private final Map<String, ConsumerMetrics> measured = new ConcurrentHashMap<>();
    private boolean trusted;

    /**
     * @param clock that has already asked the database
     * @param reporter includes each consumer in its reports
     */
    Consumers(Vertx vertx, DatabaseClock clock, Reporter reporter) {
        this.vertx = vertx;
        this.clock = clock;
        this.reporter = reporter;
        this.trusted = clock.disagreement().isEmpty();
    }

    /**
     * Adds a consumer. Succeeds when its subscription is active; after ten seconds if it is not yet; or at once while the
     * clock is wrong.
     */
    Future<Void> begin(ConsumedQueue queue, ConsumerResources resources) {
        ConsumerSwitch consumer = new ConsumerSwitch(vertx, queue.name(), () -> new Consumer(queue, resources));
        ConsumerMetrics metrics = resources.metrics();
        measured.put(queue.name(), metrics);
        reporter.tellOf(() -> {
            ConsumerState state = consumer.state();
            return metrics.report().pausedOn(state.dependency()).holding(state.heldCount());
        });
        return begin(consumer)
                .timeout(FIRST_SUBSCRIPTION_MS, TimeUnit.MILLISECONDS)
                .recover(e -> {
                    LOG.warn("{} is not consumed yet: {}", queue.name(), e.getMessage());
                    return Future.succeededFuture();
                });
    }

    private synchronized Future<Void> begin(ConsumerSwitch consumer) {
        switches.add(consumer);
        if (trusted) {
            return consumer.on();
        }
        LOG.error(
                "{} is not consumed, for {}",
                consumer.queue(),
                clock.disagreement().orElse("the clock was wrong"));
        return Future.succeededFuture();
    }

    /** Turns all consumers off when the clock begins to disagree, and on when it agrees again. */
    synchronized Future<Void> followClock() {
        List<Future<Void>> turned = List.of();
        Optional<String> wrong = clock.disagreement();
        if (trusted && wrong.isPresent()) {
            LOG.error("Nothing is consumed any more, for {}", wrong.get());
            turned = switches.stream().map(ConsumerSwitch::off).toList();
        } else if (!trusted && wrong.isEmpty()) {
            LOG.info("The clock of this machine agrees with the database's again");
            turned = switches.stream().map(ConsumerSwitch::on).toList();
        }
        trusted = wrong.isEmpty();
        return Future.join(turned)
                .onFailure(e -> LOG.error("Not every consumer follows the clock", e))
                .mapEmpty();
    }

    /** Succeeds when every batch in progress is committed and acknowledged. Idempotent. */
    Future<Void> off() {
        return Future.join(switches.stream().map(ConsumerSwitch::off).toList()).mapEmpty();
    }

    boolean healthy() {
        return switches.stream().allMatch(ConsumerSwitch::healthy);
    }

    Optional<String> failing() {
        String failing = measured.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(consumer -> {
                    DeliveryCounts lately =
                            consumer.getValue().report().recent().deliveries();
                    return lately.allFailed()
                            ? Stream.of(consumer.getKey() + " has failed all of the " + lately.failed()
                                    + " that it tried in the last minutes")
                            : Stream.empty();
                })
                .collect(Collectors.joining("; "));
        return failing.isEmpty() ? Optional.empty() : Optional.of(failing);
    }

    Map<String, ConsumerState> states() {
        Map<String, ConsumerState> states = new TreeMap<>();
        switches.forEach(consumer -> states.put(consumer.queue(), consumer.state()));
        return states;
    }
}
