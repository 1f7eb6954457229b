package dev.tandem.messaging.outbox;

import dev.tandem.messaging.Trouble;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes rows that the broker has confirmed, in batches by size or age. Lives on one context. */
final class Deletions {

    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);

    private static final int AT_ONCE = 1_000;
    private static final long PAUSE_AFTER_FAILURE_MS = 500;

    private final Vertx vertx;
    private final long withinMs;
    private final Function<Collection<OutboxRow.Key>, Future<Void>> delete;
    private final Consumer<OutboxRow.Key> deleted;
    private final List<OutboxRow.Key> confirmed = new ArrayList<>();
    private final Trouble trouble = new Trouble();
    private boolean set;
    private boolean deleting;
    private boolean hurrying;

    /**
     * @param within how long rows gather
     * @param deleted called with each row that is no longer in the table
     */
    Deletions(
            Vertx vertx,
            Duration within,
            Function<Collection<OutboxRow.Key>, Future<Void>> delete,
            Consumer<OutboxRow.Key> deleted) {
        this.vertx = vertx;
        this.withinMs = within.toMillis();
        this.delete = delete;
        this.deleted = deleted;
    }

    void add(List<OutboxRow> rows) {
        rows.forEach(row -> confirmed.add(row.key()));
        soon();
    }

    /** From now on deletes without waiting for more rows. */
    void hurry() {
        hurrying = true;
        now();
    }

    boolean isEmpty() {
        return !deleting && confirmed.isEmpty();
    }

    private void soon() {
        if (hurrying || confirmed.size() >= AT_ONCE) {
            now();
        } else if (!set) {
            set = true;
            vertx.setTimer(withinMs, timer -> {
                set = false;
                now();
            });
        }
    }

    /** Rows confirmed in the meantime wait for the next statement. */
    private void now() {
        if (deleting || confirmed.isEmpty()) {
            return;
        }
        deleting = true;
        List<OutboxRow.Key> rows = new ArrayList<>(confirmed);
        confirmed.clear();
        delete.apply(rows).onComplete(result -> {
            deleting = false;
            if (result.succeeded()) {
                trouble.ended();
                rows.forEach(deleted);
                if (!confirmed.isEmpty()) {
                    soon();
                }
            } else {
                if (trouble.isNew(result.cause())) {
                    LOG.warn(
                            "outbox: {} confirmed row(s) not deleted yet: {}",
                            rows.size(),
                            result.cause().getMessage());
                }
                confirmed.addAll(rows);
                vertx.setTimer(PAUSE_AFTER_FAILURE_MS, timer -> now());
            }
        });
    }
}
