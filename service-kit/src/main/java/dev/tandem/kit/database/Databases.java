package dev.tandem.kit.database;

import dev.tandem.kit.health.Status;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Creates connection pools to PostgreSQL that fail fast instead of waiting forever. */
public final class Databases {

    private static final int MOST_WAITING = 2_048;
    private static final int STATEMENTS_PREPARED = 256;
    private static final int SILENT_AT_MOST_S = 30;
    private static final int STATEMENT_AT_MOST_S = 20;
    private static final int FROZEN_AT_MOST_S = 10;
    private static final int LOCKED_AT_MOST_S = 3;

    /** Shorter than the limit on silence, so that no connection is closed at the moment of its reuse. */
    private static final int IDLE_AT_MOST_S = 20;

    private Databases() {}

    /**
     * A pool of at most {@code maxSize} connections, opened as needed. A caller waits at most 2 s for a connection, and at
     * most {@value #MOST_WAITING} callers may wait. A statement is cancelled after {@value #STATEMENT_AT_MOST_S} s; a
     * connection that receives nothing for {@value #SILENT_AT_MOST_S} s is closed. Statements are prepared once per
     * connection. {@code name} is the application name in PostgreSQL and the pool name in metrics.
     */
    public static Pool pool(Vertx vertx, URI uri, String name, int maxSize) {
        return pool(vertx, uri, name, maxSize, Duration.ofSeconds(SILENT_AT_MOST_S));
    }

    /** Creates such a pool for an address that may change: each new connection reads the address again, on a worker thread. */
    public static Pool pool(Vertx vertx, Supplier<URI> address, String name, int maxSize) {
        Supplier<Future<PgConnectOptions>> options = connecting(vertx, address, name);
        return builder(vertx, name, maxSize, Duration.ofSeconds(SILENT_AT_MOST_S))
                .connectingTo(() -> options.get().map(Databases::ofRequests))
                .build();
    }

    static Pool pool(Vertx vertx, URI uri, String name, int maxSize, Duration silence) {
        return builder(vertx, name, maxSize, silence)
                .connectingTo(ofRequests(connectOptions(uri, name)))
                .build();
    }

    private static SqlConnectOptions ofRequests(PgConnectOptions options) {
        return options.addProperty("statement_timeout", STATEMENT_AT_MOST_S + "s");
    }

    private static ClientBuilder<Pool> builder(Vertx vertx, String name, int maxSize, Duration silence) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setName(name)
                        .setMaxSize(maxSize)
                        .setMaxWaitQueueSize(MOST_WAITING)
                        .setConnectionTimeout(2)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                        .setIdleTimeout(IDLE_AT_MOST_S)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setMaxLifetime(30)
                        .setMaxLifetimeUnit(TimeUnit.MINUTES))
                .with(transport(silence))
                .using(vertx);
    }

    /**
     * Supplies {@link #connectOptions} for each connection to an address that may change. Reads the address on a worker
     * thread. Fails when it is not the address of a database.
     */
    public static Supplier<Future<PgConnectOptions>> connecting(Vertx vertx, Supplier<URI> address, String name) {
        return () -> vertx.executeBlocking(address::get, false).map(uri -> connectOptions(uri, name));
    }

    /**
     * The options of every service's connections, for use outside of a pool.
     *
     * <p>PostgreSQL plans without sequential scans. Statements are prepared while tables are still empty, when a scan of the
     * whole table is cheapest, and the plan stays while the table grows: batches of 128 went from 5 ms to 71 ms. So every
     * statement needs an index. The server does not send notices, such as that a table already exists.
     *
     * <p>If a process freezes or vanishes in a transaction, PostgreSQL rolls the transaction back after {@value
     * #FROZEN_AT_MOST_S} s and releases its locks. Waiting for a lock fails after {@value #LOCKED_AT_MOST_S} s, so that the
     * waiting statements do not use up the pool.
     */
    public static PgConnectOptions connectOptions(URI uri, String name) {
        PgConnectOptions options = PostgresAddress.of(uri).options();
        options.addProperty("application_name", name);
        options.addProperty("enable_seqscan", "off");
        options.addProperty("client_min_messages", "warning");
        options.addProperty("idle_in_transaction_session_timeout", FROZEN_AT_MOST_S + "s");
        options.addProperty("client_connection_check_interval", FROZEN_AT_MOST_S + "s");
        options.addProperty("lock_timeout", LOCKED_AT_MOST_S + "s");
        options.setCachePreparedStatements(true);
        options.setPreparedStatementCacheMaxSize(STATEMENTS_PREPARED);
        options.setPreparedStatementCacheSqlLimit(8 * 1024);
        return options;
    }

    /** A health check that queries the database; down if the database does not answer. */
    public static Supplier<Future<Status>> check(Pool pool) {
        return () -> pool.query("SELECT 1")
                .execute()
                .map(Status.up())
                .otherwise(failure -> Status.down("the database does not answer"));
    }

    /**
     * Closes a connection that receives nothing for {@code silence}. Otherwise a frozen server, or one lost behind a device that
     * still acknowledges, would block callers forever.
     */
    private static NetClientOptions transport(Duration silence) {
        return new NetClientOptions()
                .setConnectTimeout(2_000)
                .setReadIdleTimeout((int) silence.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true);
    }
}
