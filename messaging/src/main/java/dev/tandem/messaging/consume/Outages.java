package dev.tandem.messaging.consume;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Distinguishes a database that is away or busy from errors. */
final class Outages {

    /** The dependency that every consumer has. */
    static final String DATABASE = "database";

    /**
     * No connection, no resources, shutting down, crashed or starting, a system error.
     *
     * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
     */
    private static final Set<String> CLASSES = Set.of("08", "53", "58");

    private static final String STOPPED = "57P0";
    private static final String READ_ONLY = "25006";

    /** The server has ended the transaction of a process that was idle in it. */
    private static final String IDLE_IN_TRANSACTION = "25P03";

    /**
     * The beginnings of the client's messages when a connection was lost before the statement was sent: the client has no
     * exception class for that.
     */
    private static final List<String> LOST =
            List.of("Connection is not active now", "Pending requests failed to be sent");

    /** A serialization failure and a deadlock: a retry of the same transaction is likely to succeed. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /** Another transaction held a lock for longer than this one may wait. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private Outages() {}

    /** Returns true if the database is away. */
    static boolean ofDatabase(Throwable thrown) {
        Throwable failure = Failure.unwrapped(thrown);
        if (failure instanceof PgException pg) {
            String state = state(pg);
            return (state.length() == 5 && CLASSES.contains(state.substring(0, 2)))
                    || state.startsWith(STOPPED)
                    || state.equals(READ_ONLY)
                    || state.equals(IDLE_IN_TRANSACTION);
        }
        return failure instanceof ClosedConnectionException
                || (failure instanceof VertxException
                        && LOST.stream().anyMatch(String.valueOf(failure.getMessage())::startsWith))
                || (failure instanceof IOException && !(failure instanceof JacksonException));
    }

    /** Returns true if transactions conflicted, so that this one may run again at once. */
    static boolean conflict(Throwable thrown) {
        return Failure.unwrapped(thrown) instanceof PgException pg && CONFLICTS.contains(state(pg));
    }

    /** Returns true if another transaction held a row for longer than this one may wait. Other rows may be free. */
    static boolean locked(Throwable thrown) {
        return Failure.unwrapped(thrown) instanceof PgException pg && LOCK_NOT_AVAILABLE.equals(pg.getSqlState());
    }

    private static String state(PgException failure) {
        return String.valueOf(failure.getSqlState());
    }
}
