package dev.tandem.notifier.digest;

import dev.tandem.notifier.announcement.Cause;
import dev.tandem.notifier.delivery.DeliveryStore;
import dev.tandem.notifier.preference.Schedule;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts a digest for each person and workspace when it is due, if it would list anything. Any number of instances may
 * share one table.
 *
 * <ol>
 *   <li>I1: No moment is covered by two digests of a person and workspace: the digest, its delivery and the person's
 *       progress are written in one transaction.
 *   <li>I2: A digest covers the time until five minutes before it is made: every transaction that began before then has
 *       ended, so no notification with a lower id appears later.
 *   <li>I3: After an outage, a person gets one digest per workspace for all that was missed in the last eight days. Older
 *       notifications are left out. No schedule is longer than a week, so none are lost without an outage.
 *   <li>I4: A new member is enrolled within an hour. A failure to enrol holds up no digest.
 * </ol>
 */
public final class DigestPlanner extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(DigestPlanner.class);
    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration ENROLLING = Duration.ofHours(1);
    private static final Duration SETTLING = Duration.ofMinutes(5);
    private static final Duration OLDEST = Duration.ofDays(8);
    private static final int BATCH = 500;
    private static final int STRETCH = 5_000;

    private final Pool pool;
    private final Clock clock;
    private final Runnable entered;
    private final Promise<Void> idle = Promise.promise();
    private Instant enrolled = Instant.EPOCH;
    private boolean running;
    private boolean stopping;
    private volatile boolean late;

    /** @param entered called after each commit that inserted digests */
    public DigestPlanner(Pool pool, Clock clock, Runnable entered) {
        this.pool = pool;
        this.clock = clock;
        this.entered = entered;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(0, POLL.toMillis(), timer -> work());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        endIfIdle();
        return idle.future();
    }

    /** Returns true if the last round failed; a failure to enrol does not count. May be called from any thread. */
    public boolean late() {
        return late;
    }

    private void work() {
        if (running || stopping) {
            return;
        }
        running = true;
        planAll().eventually(this::enrolIfTime).onComplete(done -> {
            running = false;
            late = done.failed();
            if (late) {
                LOG.warn("Digests cannot be made now: {}", done.cause().getMessage());
            }
            endIfIdle();
        });
    }

    private Future<Void> planAll() {
        return plan().compose(people -> people < BATCH || stopping ? Future.succeededFuture() : planAll());
    }

    private Future<Void> enrolIfTime() {
        Instant now = clock.instant();
        if (stopping || now.isBefore(enrolled.plus(ENROLLING))) {
            return Future.succeededFuture();
        }
        return enrol().onSuccess(v -> enrolled = now)
                .onFailure(e -> LOG.warn("New members are found later: {}", e.getMessage()));
    }

    /**
     * Enrols new members, and removes people who are no longer in any workspace. The first digest of a new member covers the time
     * from 65 minutes before the enrolment, because enrolments are an hour apart. Idempotent.
     */
    Future<Void> enrol() {
        return enrol(
                        DigestStore.Member.BEFORE_ALL,
                        clock.instant().minus(ENROLLING).minus(SETTLING))
                .compose(v -> forget(""));
    }

    private Future<Void> enrol(DigestStore.Member after, Instant coveredUntil) {
        return new DigestStore(pool)
                .enrol(after, coveredUntil, STRETCH)
                .compose(last ->
                        last.isEmpty() || stopping ? Future.succeededFuture() : enrol(last.get(), coveredUntil));
    }

    private Future<Void> forget(String after) {
        return new DigestStore(pool)
                .forget(after, STRETCH)
                .compose(last -> last.isEmpty() || stopping ? Future.succeededFuture() : forget(last.get()));
    }

    /** Inserts the due digests of at most {@value #BATCH} people in one transaction; returns their number. */
    Future<Integer> plan() {
        return pool.withTransaction(tx -> {
                    DigestStore store = new DigestStore(tx);
                    return store.due(clock.instant(), BATCH)
                            .compose(due -> due.isEmpty()
                                    ? Future.succeededFuture(new Round(0, 0))
                                    : store.schedules(due).compose(schedules -> plan(tx, due, schedules)));
                })
                .onSuccess(round -> {
                    if (round.digests > 0) {
                        entered.run();
                    }
                })
                .map(Round::people);
    }

    private record Round(int people, int digests) {}

    private static Future<Round> plan(SqlConnection tx, List<Progress> due, Map<String, Schedule> schedules) {
        DigestStore store = new DigestStore(tx);
        Instant now = due.get(0).now();
        Instant until = now.minus(SETTLING);
        List<Progress> scheduled = due.stream().filter(Progress::scheduled).toList();
        List<Progress.Next> next = due.stream()
                .map(each -> each.next(until, schedules.getOrDefault(each.user(), Schedule.USUAL)))
                .toList();
        return store.withSomething(scheduled, now.minus(OLDEST), until)
                .compose(digests -> store.append(digests)
                        .compose(v -> new DeliveryStore(tx)
                                .append(
                                        Digest.CHANNEL,
                                        digests.stream()
                                                .map(DigestPlanner::delivery)
                                                .toList(),
                                        now))
                        .compose(v -> store.advance(next))
                        .map(new Round(due.size(), digests.size())));
    }

    /** A digest has no event, so its own id stands for one. */
    private static DeliveryStore.Entry delivery(Digest digest) {
        UUID id = digest.id();
        return new DeliveryStore.Entry(id, digest.user(), digest.workspaceId(), new Cause(id, null, null));
    }

    private void endIfIdle() {
        if (stopping && !running) {
            idle.tryComplete();
        }
    }
}
