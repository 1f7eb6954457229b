package dev.tandem.messaging.outbox;

import dev.tandem.messaging.Trouble;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads rows that were not handed over from the table into memory, page by page. Lives on one context. */
final class TableReader {

    private static final Logger LOG = LoggerFactory.getLogger(TableReader.class);

    private static final long PAUSE_AFTER_FAILURE_MS = 500;

    private final Vertx vertx;
    private final Context context;
    private final Unread unread;
    private final Partitions partitions;
    private final Backlog backlog;
    private final Runnable then;
    private final Trouble unreadable = new Trouble();
    private boolean ended;

    /** @param then called when there may be more to publish or to read */
    TableReader(Vertx vertx, Context context, Unread unread, Partitions partitions, Backlog backlog, Runnable then) {
        this.vertx = vertx;
        this.context = context;
        this.unread = unread;
        this.partitions = partitions;
        this.backlog = backlog;
        this.then = then;
    }

    /** Reads the next page of a partition that may have rows that were not handed over, if there is one. */
    void read() {
        Future<Unread.Page> page = ended
                ? null
                : unread.next(
                        partitions::holds,
                        backlog.known(),
                        backlog.budget(),
                        backlog.buffer().closed(System.nanoTime()));
        if (page == null) {
            return;
        }
        page.onComplete(result -> context.runOnContext(v -> {
            if (result.succeeded()) {
                if (unreadable.ended()) {
                    LOG.info("outbox: can be read again");
                }
                took(result.result());
                then.run();
            } else {
                unread.failed();
                if (unreadable.isNew(result.cause())) {
                    LOG.warn("outbox: cannot be read now: {}", result.cause().getMessage());
                }
                vertx.setTimer(PAUSE_AFTER_FAILURE_MS, timer -> then.run());
            }
        }));
    }

    private void took(Unread.Page page) {
        int before = backlog.known().size();
        unread.present(page).stream().filter(row -> !backlog.knows(row)).forEach(backlog::remember);
        unread.read(page, backlog.known().size() > before);
    }

    /** Reads all partitions from their start, because any of them may have rows that were left in the table. */
    void allAnew() {
        partitions.held().forEach(unread::anew);
    }

    /** Stops reading. */
    void end() {
        ended = true;
    }
}
