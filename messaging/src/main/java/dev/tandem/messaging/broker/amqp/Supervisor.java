package dev.tandem.messaging.broker.amqp;

import dev.tandem.messaging.Trouble;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one link up: opens it, sets it up, and opens another, with backoff, when it is down. A link that does not stay up for
 * {@value #STEADY_MS} ms does not count as a success: the backoff continues, and its failures are not logged again. Lives on one
 * context.
 */
final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final long FIRST_DELAY_MS = 100;
    private static final long LONGEST_DELAY_MS = 3_000;
    private static final long STEADY_MS = 5_000;
    private static final long FURNISH_MS = 10_000;

    private final Vertx vertx;
    private final Context context;
    private final String name;
    private final Supplier<Future<Link>> connect;
    private final Function<Link, Future<Void>> furnish;
    private final Promise<Void> firstUp = Promise.promise();
    private final Trouble trouble = new Trouble();
    private @Nullable Link link;
    private String lastCause = "The broker was not reached yet";
    /** True if the next successful connection is to be logged. */
    private boolean news = true;

    private long delay = FIRST_DELAY_MS;
    private boolean closed;

    /**
     * @param connect opens a link
     * @param furnish sets up a new link; when that fails the link is discarded
     */
    Supervisor(Vertx vertx, String name, Supplier<Future<Link>> connect, Function<Link, Future<Void>> furnish) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.name = name;
        this.connect = connect;
        this.furnish = furnish;
    }

    /** Starts, on the current context. Succeeds when the first link is up. */
    Future<Void> start() {
        open();
        return firstUp.future();
    }

    /** The reason, in a sentence, why the last link did not open or stay up. Call on the supervisor's context. */
    String lastCause() {
        return lastCause;
    }

    /** Stops opening links, and closes the present one gracefully. */
    Future<Void> close() {
        closed = true;
        firstUp.tryFail("closed before the broker was reached");
        Link last = link;
        return last == null ? Future.succeededFuture() : last.close();
    }

    private void open() {
        connect.get().compose(this::furnished).onSuccess(this::up).onFailure(this::again);
    }

    private Future<Link> furnished(Link fresh) {
        return furnish.apply(fresh)
                .timeout(FURNISH_MS, TimeUnit.MILLISECONDS)
                .map(fresh)
                .onFailure(fresh::discard);
    }

    private void up(Link fresh) {
        if (closed) {
            fresh.close();
            return;
        }
        link = fresh;
        if (news) {
            LOG.info("{}: connected", name);
        }
        news = false;
        firstUp.tryComplete();
        long since = System.nanoTime();
        // A link goes down on any thread; the next one opens on the same context as the link before.
        fresh.down().onSuccess(why -> context.runOnContext(v -> down(since, why)));
    }

    private void down(long upSince, Throwable why) {
        if (System.nanoTime() - upSince >= STEADY_MS * 1_000_000) {
            delay = FIRST_DELAY_MS;
            trouble.ended();
        }
        again(why);
    }

    /** The outermost message in the chain of causes; the client's own exceptions have none. */
    private static String said(Throwable why) {
        Throwable cause = why.getCause();
        return why.getMessage() == null && cause != null ? said(cause) : String.valueOf(why.getMessage());
    }

    private void again(Throwable why) {
        link = null;
        if (closed) {
            return;
        }
        String cause = said(why);
        lastCause = cause;
        if (trouble.isNew(cause)) {
            news = true;
            LOG.warn("{}: {}; trying again", name, cause);
        } else {
            LOG.debug("{}: {}; trying again", name, cause);
        }
        long jittered = delay + ThreadLocalRandom.current().nextLong(delay);
        delay = Math.min(delay * 2, LONGEST_DELAY_MS);
        vertx.setTimer(jittered, timer -> {
            if (!closed) {
                open();
            }
        });
    }
}
