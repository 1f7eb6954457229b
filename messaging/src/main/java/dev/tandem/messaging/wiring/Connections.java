package dev.tandem.messaging.wiring;

import dev.tandem.messaging.Tuning;
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

/** Configures messaging's own connections to the service's database, so that none waits, or is waited for, forever. */
final class Connections {

    private Connections() {}

    /**
     * Limits how long a transaction may be idle, wait for a lock, or outlive its client: a frozen or vanished process must not
     * hold the locks of its batch for hours.
     */
    static Supplier<Future<PgConnectOptions>> bounded(Supplier<Future<PgConnectOptions>> database, Tuning tuning) {
        String idleInTransactionTimeout = tuning.idleInTransactionTimeout().toMillis() + "ms";
        return () -> database.get().map(asked -> {
            PgConnectOptions options = new PgConnectOptions(asked).setCachePreparedStatements(true);
            options.addProperty("idle_in_transaction_session_timeout", idleInTransactionTimeout);
            options.addProperty("lock_timeout", tuning.lockTimeout().toMillis() + "ms");
            options.addProperty("client_connection_check_interval", idleInTransactionTimeout);
            return options;
        });
    }

    /**
     * A pool whose connections are closed after a silence: a server that neither answers nor closes the connection would hold a
     * consumer or the relay forever.
     */
    static Pool pool(Vertx vertx, Supplier<Future<PgConnectOptions>> bounded, Tuning tuning) {
        int readIdleTimeout = (int) tuning.readIdleTimeout().toSeconds();
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(tuning.poolSize())
                        .setName("messaging")
                        .setConnectionTimeout(5)
                        // Shorter, so that a connection is not closed for its silence at the moment of reuse.
                        .setIdleTimeout(readIdleTimeout * 2 / 3))
                .with(new NetClientOptions()
                        .setConnectTimeout(2_000)
                        .setTcpKeepAlive(true)
                        .setReadIdleTimeout(readIdleTimeout)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(() -> bounded.get().map(SqlConnectOptions.class::cast))
                .using(vertx)
                .build();
    }
}
