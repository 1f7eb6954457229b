package dev.tandem.messaging.outbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the outbox partitions of this process by PostgreSQL advisory locks on a dedicated connection, so that the locks end with
 * the process. Lives on one context.
 *
 * <p>The locks are also a lease: their holder must run a query with {@link #ask} every few seconds; otherwise PostgreSQL, by its
 * own clock, ends the session. So a host that vanished or froze loses its partitions within seconds; without the lease, TCP would
 * keep them for hours. The host may notice later: two owners at a time do no harm.
 */
final class PartitionLocks {

    /** "outb" in ASCII: the first key of the two-key advisory locks; the second is the partition. */
    private static final int LOCK_SPACE = 0x6f757462;

    private static final long ANSWER_MS = 5_000;

    /** A statement that is given up here must not keep the session busy on the server. */
    private static final String STATEMENT_AT_MOST = "5s";

    /** Several times the interval at which a live relay asks. */
    private static final String SILENT_AT_MOST = "10s";

    private static final Logger LOG = LoggerFactory.getLogger(PartitionLocks.class);

    private final Vertx vertx;
    private final Supplier<Future<PgConnectOptions>> options;
    private final Set<Integer> held = new HashSet<>();
    private @Nullable PgConnection connection;

    PartitionLocks(Vertx vertx, Supplier<Future<PgConnectOptions>> database) {
        this.vertx = vertx;
        this.options = () -> database.get()
                .map(options -> new PgConnectOptions(options)
                        .addProperty("statement_timeout", STATEMENT_AT_MOST)
                        .addProperty("idle_session_timeout", SILENT_AT_MOST));
    }

    boolean holds(int partition) {
        return held.contains(partition);
    }

    Set<Integer> held() {
        return Set.copyOf(held);
    }

    /** Tries to lock the partition; false when another process holds it. */
    Future<Boolean> tryLock(int partition) {
        if (held.contains(partition)) {
            return Future.succeededFuture(true);
        }
        return ask(lock -> lock.preparedQuery("SELECT pg_try_advisory_lock($1, $2)")
                        .execute(Tuple.of(LOCK_SPACE, partition))
                        .map(rows -> rows.iterator().next().getBoolean(0)))
                .onSuccess(locked -> {
                    if (locked) {
                        held.add(partition);
                    }
                });
    }

    Future<Void> unlock(int partition) {
        held.remove(partition);
        return ask(lock -> lock.preparedQuery("SELECT pg_advisory_unlock($1, $2)")
                .execute(Tuple.of(LOCK_SPACE, partition))
                .mapEmpty());
    }

    Future<Void> unlockAll() {
        if (held.isEmpty()) {
            return Future.succeededFuture();
        }
        held.clear();
        return ask(
                lock -> lock.query("SELECT pg_advisory_unlock_all()").execute().mapEmpty());
    }

    /**
     * Runs a query on the connection of the locks. An answer proves that the connection, and with it every lock, is intact;
     * without an answer within some seconds, both are given up.
     */
    <T> Future<T> ask(Function<SqlClient, Future<T>> question) {
        return connected().compose(lock -> answered(lock, question.apply(lock)));
    }

    Future<Void> close() {
        PgConnection last = connection;
        held.clear();
        connection = null;
        return last == null ? Future.succeededFuture() : last.close();
    }

    private Future<PgConnection> connected() {
        PgConnection present = connection;
        if (present != null) {
            return Future.succeededFuture(present);
        }
        Future<PgConnection> connecting = options.get().compose(database -> PgConnection.connect(vertx, database));
        return connecting
                .timeout(ANSWER_MS, TimeUnit.MILLISECONDS)
                .onFailure(e -> connecting
                        .compose(PgConnection::close)
                        .onFailure(never -> LOG.debug("outbox: no connection for locks", never)))
                .onSuccess(fresh -> {
                    connection = fresh;
                    fresh.closeHandler(closed -> lost(fresh));
                });
    }

    /** A connection that does not answer may be dead on the server, where its locks are already free. */
    private <T> Future<T> answered(PgConnection lock, Future<T> answer) {
        return answer.timeout(ANSWER_MS, TimeUnit.MILLISECONDS).recover(e -> {
            lost(lock);
            return lock.close().transform(closed -> Future.failedFuture(e));
        });
    }

    private void lost(PgConnection lock) {
        if (connection == lock) {
            connection = null;
            held.clear();
        }
    }
}
