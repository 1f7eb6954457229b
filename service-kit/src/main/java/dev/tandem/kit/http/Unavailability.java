package dev.tandem.kit.http;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Recognises transient failures: a dependency that is down, starting or overloaded, a lost connection, a time-out. */
public final class Unavailability {

    /** Messages of the database pool, which has no exception type for these cases. */
    private static final Set<String> POOL_TIMEOUTS = Set.of("Timeout", "Timeout waiting for connection", "Pool closed");

    private Unavailability() {}

    /** Returns true if the failure, or one of its causes, is transient: the same call may succeed a little later. */
    public static boolean explains(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isTransient(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTransient(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof SocketException
                || cause instanceof UnknownHostException
                || cause instanceof ClosedChannelException
                || cause instanceof ClosedConnectionException
                || cause instanceof ConnectionPoolTooBusyException
                || cause instanceof HttpClosedException
                || cause instanceof TimeoutException
                || (cause instanceof DatabaseException database && shutsDown(database.getSqlState()))
                || isPoolTimeout(cause);
    }

    private static boolean isPoolTimeout(Throwable cause) {
        return cause.getClass().getName().startsWith("io.vertx.core.") && POOL_TIMEOUTS.contains(cause.getMessage());
    }

    /**
     * 57P0x: shutting down or starting; 53300: too many connections; 08: connection; 25006: a standby, during failover; 55P03:
     * the row is locked for long; 25P03: this process stalled, and the server ended its transaction.
     */
    private static boolean shutsDown(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("57P0")
                        || sqlState.startsWith("08")
                        || sqlState.equals("53300")
                        || sqlState.equals("55P03")
                        || sqlState.equals("25P03")
                        || sqlState.equals("25006"));
    }
}
