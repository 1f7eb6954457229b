package dev.tandem.messaging.wiring;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Messaging's own connections to the service's database, of which none waits or is waited for without end. */
final class Connections {

    private static final int SILENT_AT_MOST_S = 30;

    /** Shorter, so that a connection is not closed for its silence at the moment in which it is used again. */
    private static final int IDLE_AT_MOST_S = 20;

    private static final String FROZEN_AT_MOST = "10s";

    /** Somebody stands still longer than that, while others' events wait for this consumer. */
    private static final String LOCKED_AT_MOST = "2s";

    private Connections() {}

    /**
     * A process that stands still, or is gone without a word, must not hold the locks of its batch for hours; nor a server
     * process that waits for a lock outlive its client.
     */
    static Supplier<Future<PgConnectOptions>> bounded(Supplier<Future<PgConnectOptions>> database) {
        return () -> database.get().map(asked -> {
            PgConnectOptions options = new PgConnectOptions(asked).setCachePreparedStatements(true);
            options.addProperty("idle_in_transaction_session_timeout", FROZEN_AT_MOST);
            options.addProperty("lock_timeout", LOCKED_AT_MOST);
            options.addProperty("client_connection_check_interval", FROZEN_AT_MOST);
            return options;
        });
    }

    /** A server that never answers, and never closes the connection either, would hold a consumer or the relay for ever. */
    static Pool pool(Vertx vertx, Supplier<Future<PgConnectOptions>> bounded) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(4)
                        .setName("messaging")
                        .setConnectionTimeout(5)
                        .setIdleTimeout(IDLE_AT_MOST_S))
                .with(new NetClientOptions()
                        .setConnectTimeout(2_000)
                        .setTcpKeepAlive(true)
                        .setReadIdleTimeout(SILENT_AT_MOST_S)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(() -> bounded.get().map(SqlConnectOptions.class::cast))
                .using(vertx)
                .build();
    }
}
