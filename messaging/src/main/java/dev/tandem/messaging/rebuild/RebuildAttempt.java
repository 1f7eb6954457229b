package dev.tandem.messaging.rebuild;

import dev.tandem.messaging.Event;
import dev.tandem.messaging.Loop;
import dev.tandem.messaging.Trouble;
import dev.tandem.messaging.broker.EventLog;
import dev.tandem.messaging.broker.LogReader;
import dev.tandem.messaging.broker.LogRecord;
import dev.tandem.messaging.erasure.Redaction;
import dev.tandem.messaging.erasure.Tombstones;
import dev.tandem.messaging.inbox.DatabaseClock;
import dev.tandem.messaging.rebuild.Rebuild.Progress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one attempt at a rebuild, from an empty shadow to the swap: reads the log to a marker; looks for live rows that the log
 * does not explain; if there are any, reads on for a while and then to a second marker; then compares while writers are locked
 * out, and swaps while readers are locked out too. Lives on one context and one connection.
 */
final class RebuildAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildAttempt.class);

    private static final int LARGEST_BATCH = 256;
    private static final long SIGN_OF_LIFE_MS = 1_000;

    /** A lock that is not granted soon is tried again later, so that sessions queued behind it do not wait long. */
    private static final long WRITERS_OUT_WITHIN_MS = 2_000;

    private static final long EVERYBODY_OUT_WITHIN_MS = 300;
    private static final long TRY_AGAIN_AFTER_MS = 500;
    private static final long LONGEST_PAUSE_MS = 10_000;

    /** lock_not_available, deadlock_detected */
    private static final Set<String> NOT_NOW = Set.of("55P03", "40P01");

    /** Events of an outage reach the log late: near the edge at which the log was trimmed, it may have some and lack others. */
    private static final Duration FRAYED = Duration.ofDays(1);

    private final Vertx vertx;
    private final SqlConnection sql;
    private final RebuildStore store;
    private final EventLog log;
    private final ReadModel model;
    private final UUID id;
    private final Duration patience;
    private final Shadow shadow;
    private final DatabaseClock clock = new DatabaseClock(Clock.systemUTC());
    private final Tombstones tombstones = new Tombstones();
    private final LogEvents events;
    private final Trouble unmarked = new Trouble();

    private @Nullable Instant horizon;
    private @Nullable Long firstOffset;
    private @Nullable Long offset;
    private @Nullable Long lastOffset;
    private long eventsRead;
    private long skipped;
    private int refusals;
    private long toldAt = System.nanoTime();

    RebuildAttempt(
            Vertx vertx,
            SqlConnection sql,
            RebuildStore store,
            EventLog log,
            ReadModel model,
            UUID id,
            Duration patience) {
        this.vertx = vertx;
        this.sql = sql;
        this.store = store;
        this.log = log;
        this.model = model;
        this.id = id;
        this.patience = patience;
        this.shadow = new Shadow(sql, model);
        this.events = new LogEvents(model.reader(), clock, new Redaction(tombstones::pseudonymOf));
    }

    Future<Void> toEnd() {
        return clock.ask(sql)
                .compose(asked -> tombstones.learn(sql))
                .compose(learnt -> inTransaction(() -> shadow.create().compose(v -> model.prepare(sql))))
                .compose(made -> {
                    LogReader reader = log.read();
                    return readToEnd(reader)
                            .compose(v -> inTransaction(() -> model.suspect(sql, horizon())))
                            .compose(suspects -> suspects == 0 ? Future.succeededFuture() : readFor(reader, patience))
                            .compose(v -> Loop.until(() -> readToEnd(reader).compose(read -> trySwap())))
                            .eventually(reader::close);
                });
    }

    /** Drops everything that the attempt has created. */
    Future<Void> clear() {
        return shadow.drop();
    }

    /** Reads up to the present end of the log. */
    private Future<Void> readToEnd(LogReader reader) {
        return marked().compose(end -> {
                    Long before = offset;
                    if (before != null && end <= before) {
                        return Future.failedFuture(
                                "The log ends at " + end + ", before what was read of it: it is another");
                    }
                    lastOffset = end;
                    return Loop.until(() -> read(reader).map(v -> reached(end)));
                })
                .compose(v -> inTransaction(() -> model.derive(sql)))
                .compose(v -> shadow.analyze());
    }

    private boolean reached(long end) {
        Long read = offset;
        return read != null && read >= end;
    }

    private Future<Void> readFor(LogReader reader, Duration time) {
        LOG.info("{}: the log does not explain every row; it is read for {} more", model.consumer(), time);
        long until = System.nanoTime() + time.toNanos();
        return Loop.until(() -> read(reader).map(v -> System.nanoTime() >= until));
    }

    private Future<Void> read(LogReader reader) {
        return reader.next(Math.min(SIGN_OF_LIFE_MS, Math.max(1, patience.toMillis())))
                .compose(records -> records.isEmpty() ? Future.succeededFuture() : apply(records))
                .compose(v -> tell());
    }

    private Future<Void> apply(List<LogRecord> records) {
        if (horizon == null) {
            firstOffset = firstOffset == null ? Long.valueOf(records.get(0).offset()) : firstOffset;
            horizon = LogEvents.firstTime(records).map(this::completeFrom).orElse(null);
        }
        List<Event> batch = events.of(records);
        List<List<Event>> parts = new ArrayList<>();
        for (int from = 0; from < batch.size(); from += LARGEST_BATCH) {
            parts.add(batch.subList(from, Math.min(batch.size(), from + LARGEST_BATCH)));
        }
        return Loop.each(parts, this::applyTogether).onSuccess(v -> {
            eventsRead += batch.size();
            offset = records.get(records.size() - 1).offset();
        });
    }

    private Instant completeFrom(Instant firstEvent) {
        boolean trimmed = firstOffset != null && firstOffset > 0;
        return trimmed ? firstEvent.plus(FRAYED) : firstEvent;
    }

    /** A log without events explains nothing that has happened so far. */
    private Instant horizon() {
        Instant found = horizon;
        return found == null ? clock.instant().plus(FRAYED) : found;
    }

    private Future<Void> applyTogether(List<Event> part) {
        return inTransaction(() -> tombstones.verify(sql).compose(v -> model.apply(sql, part)))
                .recover(e -> {
                    if (Tombstones.outdated(e) || isBusy(e)) {
                        return Future.failedFuture(e);
                    }
                    if (part.size() > 1) {
                        return Loop.each(part, event -> applyTogether(List.of(event)));
                    }
                    skipped++;
                    LOG.warn(
                            "{}: the event {} has no effect on the rebuilt model: {}",
                            model.consumer(),
                            part.get(0).envelope().id(),
                            e.getMessage());
                    // Fails if the connection is gone, in which case nothing was skipped.
                    return sql.query("SELECT 1").execute().mapEmpty();
                });
    }

    /** Records the progress, once a second, and checks whether the rebuild is still wanted. */
    private Future<Void> tell() {
        if (System.nanoTime() - toldAt < SIGN_OF_LIFE_MS * 1_000_000) {
            return Future.succeededFuture();
        }
        toldAt = System.nanoTime();
        return store.progress(id, new Progress(eventsRead, offset, lastOffset)).compose(RebuildAttempt::wanted);
    }

    private static Future<Void> wanted(boolean running) {
        return running ? Future.succeededFuture() : Future.failedFuture(new RebuildCancelled());
    }

    /** Writes a marker, and returns its offset; tries again until that succeeds. */
    private Future<Long> marked() {
        return Loop.untilFound(() -> log.mark().map(Optional::of).recover(e -> {
            if (unmarked.isNew(e)) {
                LOG.warn("{}: {}; trying again", model.consumer(), e.getMessage());
            }
            return tell().compose(v -> vertx.timer(TRY_AGAIN_AFTER_MS)).map(Optional.empty());
        }));
    }

    /**
     * Returns true when the swap is done, false when a lock could not be acquired in time. First tests whether readers block the
     * swap: writers are locked out during the comparison, which should not be in vain.
     */
    private Future<Boolean> trySwap() {
        long begun = System.nanoTime();
        return inTransaction(() -> shadow.lockOutEverybody(EVERYBODY_OUT_WITHIN_MS))
                .compose(free -> inTransaction(this::compareAndSwap))
                .compose(result -> {
                    LOG.info(
                            "{}: rebuilt, swapped in {} ms: {}",
                            model.consumer(),
                            (System.nanoTime() - begun) / 1_000_000,
                            result.copy().getJsonObject("differences").put("examples", null));
                    return clear().map(true);
                })
                .recover(e -> isBusy(e) ? later() : Future.failedFuture(e));
    }

    /**
     * Compares and swaps the tables, records the result of the rebuild in the same transaction, and returns it. Fails if a person
     * was erased since the rebuild began.
     */
    private Future<JsonObject> compareAndSwap() {
        return tombstones
                .verify(sql)
                .compose(v -> shadow.lockOutWriters(WRITERS_OUT_WITHIN_MS))
                .compose(v -> shadow.verifyAlike())
                .compose(v -> model.reconcile(sql, horizon()))
                .compose(v -> Future.all(shadow.rows(), shadow.differences()))
                .compose(found -> {
                    JsonObject result = new JsonObject()
                            .put("rows", found.<Long>resultAt(0))
                            .put("skipped", skipped)
                            .put("differences", found.<Differences>resultAt(1).toJson());
                    return shadow.lockOutEverybody(EVERYBODY_OUT_WITHIN_MS)
                            .compose(v -> shadow.swap())
                            .compose(v -> store.progress(id, new Progress(eventsRead, offset, lastOffset)))
                            .compose(v -> store.succeed(id, result))
                            .compose(RebuildAttempt::wanted)
                            .map(result);
                });
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof PgException refused && NOT_NOW.contains(refused.getSqlState());
    }

    private Future<Boolean> later() {
        long pause = Math.min(LONGEST_PAUSE_MS, TRY_AGAIN_AFTER_MS << Math.min(refusals, 10));
        refusals++;
        LOG.warn("{}: the tables are in use; the swap is tried again in some {} ms", model.consumer(), pause);
        return tell().compose(
                        v -> vertx.timer(pause + ThreadLocalRandom.current().nextLong(TRY_AGAIN_AFTER_MS)))
                .map(false);
    }

    private <T> Future<T> inTransaction(Supplier<Future<T>> work) {
        return sql.query("BEGIN")
                .execute()
                .compose(begun -> work.get())
                .compose(result -> sql.query("COMMIT").execute().map(result))
                .recover(e -> sql.query("ROLLBACK").execute().transform(rolledBack -> Future.failedFuture(e)));
    }
}
