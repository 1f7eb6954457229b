package dev.tandem.deadletters.drain;

import io.vertx.pgclient.PgException;

/** Distinguishes values that the database will always reject from a database that is unavailable. */
final class PermanentErrors {

    private PermanentErrors() {}

    /**
     * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>, classes 22
     *     (data), 23 (integrity) and 54 (limits)
     */
    static boolean is(Throwable failure) {
        if (failure instanceof PgException pg) {
            String state = String.valueOf(pg.getSqlState());
            return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
        }
        return failure instanceof IllegalArgumentException
                || failure instanceof ClassCastException
                || failure instanceof NullPointerException;
    }
}
