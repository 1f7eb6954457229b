package dev.tandem.messaging.consume;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;

/** Tells a database that is away from a statement that is wrong. */
final class Outages {

    /**
     * The server is shutting down, crashed, starting, full or read-only.
     *
     * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
     */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "53300", "25006");

    private Outages() {}

    static boolean caused(Throwable failure) {
        if (failure instanceof PgException pg) {
            String state = String.valueOf(pg.getSqlState());
            return state.startsWith("08") || STATES.contains(state);
        }
        return failure instanceof ClosedConnectionException || failure instanceof IOException;
    }
}
