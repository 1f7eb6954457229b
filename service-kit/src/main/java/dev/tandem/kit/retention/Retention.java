package dev.tandem.kit.retention;

import dev.tandem.kit.Platform;
import dev.tandem.kit.lifecycle.Shutdown;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes expired rows, every minute and in small transactions, so that no lock is held for long. Several instances may run at
 * once. A rule that fails is logged and retried, and keeps no other from being applied.
 */
public final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(5);

    /** Rows per transaction. */
    private static final int MOST = 1_000;

    private final Pool pool;
    private final List<Rule> rules;
    private volatile Future<Void> underWay = Future.succeededFuture();
    private volatile boolean stopping;
    private volatile Set<String> failing = Set.of();

    /** @param rules in the order of their application */
    public Retention(Pool pool, List<Rule> rules) {
        this.pool = pool;
        this.rules = List.copyOf(rules);
    }

    /** Applies the rules and measures the tables until the shutdown. */
    public static void start(Platform platform, Pool pool, Shutdown shutdown, List<Rule> rules) {
        Retention retention = new Retention(pool, rules);
        TableSizes sizes = new TableSizes(pool, platform.meters());
        Vertx vertx = platform.vertx();
        sizes.look();
        long rounds = vertx.setPeriodic(EVERY.toMillis(), tick -> retention.tick());
        long looks = vertx.setPeriodic(TableSizes.EVERY.toMillis(), tick -> sizes.look());
        shutdown.step("retention", STOPS_WITHIN, () -> {
            vertx.cancelTimer(rounds);
            vertx.cancelTimer(looks);
            return Future.join(retention.stop(), sizes.stop()).mapEmpty();
        });
    }

    /** Applies each rule until nothing is left to delete. Fails when rules have failed, once all others have been applied. */
    public Future<Void> apply() {
        return failures()
                .compose(failures -> failures.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(String.join("; ", failures.values())));
    }

    /** The sentences of the rules that failed, by what they delete. */
    private Future<Map<String, String>> failures() {
        Map<String, String> failures = new LinkedHashMap<>();
        Future<Void> applied = Future.succeededFuture();
        for (Rule rule : rules) {
            applied = applied.compose(before -> stopping ? Future.succeededFuture() : exhaust(rule))
                    .recover(failure -> {
                        failures.put(
                                rule.what(), rule.what() + " past their time are not deleted: " + failure.getMessage());
                        return Future.succeededFuture();
                    });
        }
        return applied.map(failures);
    }

    private Future<Void> stop() {
        stopping = true;
        return underWay;
    }

    private void tick() {
        if (underWay.isComplete()) {
            underWay = failures().map(failures -> {
                complain(failures);
                return null;
            });
        }
    }

    /** Once of each rule that begins to fail. */
    private void complain(Map<String, String> failures) {
        failures.forEach((what, sentence) -> {
            if (!failing.contains(what)) {
                LOG.warn("{}", sentence);
            }
        });
        failing = Set.copyOf(failures.keySet());
    }

    /** Deletes each part in a step of its own, so that no chain of futures grows with the number of rows. */
    private Future<Void> exhaust(Rule rule) {
        return Future.future(exhausted -> part(rule, exhausted));
    }

    private void part(Rule rule, Promise<Void> exhausted) {
        pool.preparedQuery(rule.delete())
                .execute(Tuple.of(rule.kept().toMillis(), MOST))
                .onFailure(exhausted::fail)
                .onSuccess(deleted -> {
                    if (deleted.rowCount() < MOST || stopping) {
                        exhausted.complete();
                    } else {
                        part(rule, exhausted);
                    }
                });
    }
}
