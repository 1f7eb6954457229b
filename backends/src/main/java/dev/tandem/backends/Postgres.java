package dev.tandem.backends;

/** A PostgreSQL server. Transactions that are open when it stops are rolled back. */
public interface Postgres extends Server {

    /**
     * Returns the address of a database on this server; creates the database if it is missing.
     *
     * @return {@code postgresql://user:password@host:port/database}
     */
    String uri(String database);
}
