package dev.tandem.gateway.live;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of changes from the database, {@code LISTEN}ing on one connection, whichever instance made them.
 *
 * <p>A hint, not a record: who listens reads how things stand, once when they begin and after each hint. When the connection
 * was lost, hints were too, so everybody is called once it is back. A connection that has fallen silent is found by a
 * question every ten seconds.
 *
 * <p>A verticle; {@link #onOperation} and {@link #onStream} may be called from any thread. Listeners are called on this
 * verticle's thread: they must not block, nor take it for their own.
 */
public final class Changes extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
    private static final long AGAIN_MS = 500;
    private static final long ASK_EVERY_MS = 10_000;

    private final Pool pool;
    private final ConcurrentHashMap<Object, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final List<Handler<UUID>> settled = new CopyOnWriteArrayList<>();
    private final List<Runnable> recovered = new CopyOnWriteArrayList<>();
    private @Nullable SqlConnection connection;
    private volatile boolean hearing;
    private boolean stopping;

    /** @param pool of which it keeps one connection, and which closes connections on which nothing comes for long */
    public Changes(Pool pool) {
        this.pool = pool;
    }

    /** Ends what it was given for. Repeatable. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {

        @Override
        void close();
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(ASK_EVERY_MS, timer -> ask());
        listen();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        SqlConnection standing = connection;
        return standing == null ? Future.succeededFuture() : standing.close();
    }

    /** Whether changes are heard of at present. */
    public boolean hearing() {
        return hearing;
    }

    /** Calls the listener after the operation has changed, and perhaps without. */
    public Registration onOperation(UUID operation, Runnable listener) {
        return register(operation, listener);
    }

    /** Calls the listener after something was added to the user's stream, and perhaps without. */
    public Registration onStream(String userId, Runnable listener) {
        return register(userId.hashCode(), listener);
    }

    /** Tells, until this verticle ends, of every operation that has ended or waits for an operator. */
    public void onSettled(Handler<UUID> listener) {
        settled.add(listener);
    }

    /** Calls the listener, until this verticle ends, whenever changes may have been missed. */
    public void onRecovery(Runnable listener) {
        recovered.add(listener);
    }

    private Registration register(Object key, Runnable listener) {
        listeners.compute(key, (same, present) -> {
            List<Runnable> more = present == null ? new ArrayList<>(1) : new ArrayList<>(present);
            more.add(listener);
            return List.copyOf(more);
        });
        return () -> listeners.computeIfPresent(key, (same, present) -> {
            List<Runnable> fewer = new ArrayList<>(present);
            fewer.remove(listener);
            return fewer.isEmpty() ? null : List.copyOf(fewer);
        });
    }

    private void told(String payload) {
        for (String written : payload.split(",")) {
            Optional<Change> change = Change.read(written);
            change.ifPresent(this::happened);
        }
    }

    private void happened(Change change) {
        if (change instanceof Change.Streamed streamed) {
            call(streamed.userHash());
        } else if (change instanceof Change.Moved moved) {
            call(moved.operation());
        } else if (change instanceof Change.Settled ended) {
            settled.forEach(each -> each.handle(ended.operation()));
            call(ended.operation());
        }
    }

    private void call(Object key) {
        listeners.getOrDefault(key, List.of()).forEach(Runnable::run);
    }

    private void recovered() {
        hearing = true;
        recovered.forEach(Runnable::run);
        listeners.values().forEach(each -> each.forEach(Runnable::run));
    }

    private void listen() {
        pool.getConnection()
                .compose(this::listenOn)
                .onSuccess(listening -> recovered())
                .onFailure(e -> {
                    LOG.debug("Changes cannot be listened to yet", e);
                    again();
                });
    }

    private Future<Void> listenOn(SqlConnection fresh) {
        PgConnection.cast(fresh)
                .notificationHandler(heard -> told(heard.getPayload()))
                .closeHandler(closed -> lost(fresh));
        return fresh.query("LISTEN " + Announcement.CHANNEL)
                .execute()
                .transform(listening -> listening.succeeded()
                        ? Future.succeededFuture()
                        : fresh.close().transform(closed -> Future.failedFuture(listening.cause())))
                .<Void>mapEmpty()
                .onSuccess(listening -> connection = fresh);
    }

    private void lost(SqlConnection which) {
        if (which == connection) {
            connection = null;
            hearing = false;
            if (!stopping) {
                LOG.warn("Changes are not heard of at present: the connection was lost");
            }
            again();
        }
    }

    private void again() {
        if (!stopping) {
            vertx.setTimer(AGAIN_MS, timer -> listen());
        }
    }

    /** The pool closes the connection when nothing comes of it; then it is lost. */
    private void ask() {
        if (connection != null) {
            connection.query("SELECT 1").execute().onFailure(e -> LOG.debug("No answer while listening", e));
        }
    }
}
