package dev.tandem.messaging.outbox;

import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.inbox.UuidTime;
import dev.tandem.messaging.metrics.OutboxMetrics;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the partitions every few seconds: measures their contents, schedules reading for those that may have rows that were
 * not handed over, and releases them to other instances while this one cannot publish. Lives on one context.
 */
final class Sweep {

    /** Shorter than the time after which a silent holder loses its locks. */
    static final long EVERY_MS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    /** With up to this many rows in memory, the relay still looks for rows that were never handed over: load may last. */
    private static final int ROWS_READ_BESIDE = 5_000;

    private static final int ROWS_COUNTED = 100_000;
    private static final int SWEEPS_BETWEEN_READS = 3;

    private final Partitions partitions;
    private final Backlog backlog;
    private final Unread unread;
    private final Publisher publisher;
    private final OutboxMetrics metrics;
    private final long yieldsAfter;
    private final Outage outage = new Outage();
    private long sweeps;
    private boolean sweeping;

    /** @param yieldsAfter the time after which a relay that cannot publish leaves its partitions to other instances */
    Sweep(
            Partitions partitions,
            Backlog backlog,
            Unread unread,
            Publisher publisher,
            OutboxMetrics metrics,
            Duration yieldsAfter) {
        this.partitions = partitions;
        this.backlog = backlog;
        this.unread = unread;
        this.publisher = publisher;
        this.metrics = metrics;
        this.yieldsAfter = yieldsAfter.toNanos();
    }

    /** Returns true while a sweep is running. */
    boolean underWay() {
        return sweeping;
    }

    /**
     * Counts one more sweep, and decides whether to release the partitions. Returns true if this sweep begins to release them.
     */
    boolean begin() {
        sweeping = true;
        sweeps++;
        metrics.refresh();
        metrics.holding(partitions.held().size());
        return yieldOrResume();
    }

    private boolean yieldOrResume() {
        long now = System.nanoTime();
        outage.observe(publisher.state() == Publisher.State.READY, now);
        if (!outage.hasLasted(yieldsAfter, now)) {
            backlog.resume();
            return false;
        }
        if (backlog.yielding()) {
            return false;
        }
        LOG.warn("outbox: nothing can be published at present; partitions are left to other instances");
        backlog.yieldAll();
        return true;
    }

    /** Looks into the table. Succeeds when it is known where rows may wait; fails when the table cannot be read now. */
    Future<Void> look() {
        Future<OutboxTable.Contents> looking =
                backlog.yielding() ? partitions.letGo(ROWS_COUNTED) : partitions.lookAfter(ROWS_COUNTED);
        return looking.onComplete(looked -> sweeping = false)
                .onSuccess(contents -> {
                    UUID oldest = contents.oldest();
                    metrics.backlog(contents.messages(), oldest == null ? null : UuidTime.of(oldest));
                    contents.waiting().stream().filter(this::mayHoldUnknown).forEach(unread::grows);
                })
                .onFailure(e -> {
                    LOG.debug("outbox: it cannot be looked after now", e);
                    metrics.unknown();
                })
                .mapEmpty();
    }

    /**
     * A partition other than the home may hold rows that were never handed over here: those of another process, and those that
     * this process committed there before it noticed that the partition was no longer its home. The home holds unknown rows only
     * after a commit whose answer was lost.
     */
    private boolean mayHoldUnknown(int waiting) {
        return waiting == partitions.home()
                ? sweeps % SWEEPS_BETWEEN_READS == 0 && backlog.known().size() < ROWS_READ_BESIDE
                : partitions.holds(waiting);
    }
}
