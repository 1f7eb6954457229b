package dev.tandem.backends;

/**
 * A running PostgreSQL server. Its address never changes, whatever is done to it. The methods that disturb it throw
 * {@link UnsupportedOperationException} for a server that was given by address, because that is not ours to disturb.
 */
public interface Postgres extends AutoCloseable {

    /**
     * The address of a database on this server, which is created if it is missing.
     *
     * @return {@code postgresql://user:password@host:port/database}
     */
    String uri(String database);

    /** Ends the server and its connections at once, like a power cut; committed data is kept. */
    void kill();

    /** Shuts the server down gracefully: open transactions are rolled back, connections closed. */
    void stop();

    /** Starts the server after {@link #kill()} or {@link #stop()} and returns when it answers; does nothing if it runs. */
    void start();

    /** Suspends the server: connections stay open and nothing answers. */
    void freeze();

    /** Resumes a frozen server. */
    void thaw();

    /** Describes in one line which server this is, and where. Never includes a password. */
    String describe();

    /** Stops the server if it is ours. Idempotent. */
    @Override
    void close();
}
