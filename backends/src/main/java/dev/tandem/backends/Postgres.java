package dev.tandem.backends;

/** A PostgreSQL server. Transactions that are open when it stops are rolled back. */
public interface Postgres extends Server {

    /**
     * The address of a database on this server, which is created if it is missing.
     *
     * @return {@code postgresql://user:password@host:port/database}
     */
    String uri(String database);
}
