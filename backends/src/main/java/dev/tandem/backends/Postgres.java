package dev.tandem.backends;

/**
 * A running PostgreSQL server. Its address never changes, whatever is done to it. The methods that disturb it throw
 * {@link UnsupportedOperationException} for a server that was given by address, which is not ours to disturb.
 */
public interface Postgres extends AutoCloseable {

    /**
     * The address of a database on this server, which is created when it is missing.
     *
     * @return {@code postgresql://user:password@host:port/database}
     */
    String uri(String database);

    /** Ends the server and its connections at once, as a power cut would; what was committed is kept. */
    void kill();

    /** Shuts the server down in good order: transactions under way are rolled back, connections closed. */
    void stop();

    /** Starts the server after {@link #kill()} or {@link #stop()} and returns when it answers; does nothing when it runs. */
    void start();

    /** Suspends the server: connections stay open and nothing answers. */
    void freeze();

    /** Lets a frozen server go on. */
    void thaw();

    /** One line for people: which server this is, and where. Never a password. */
    String describe();

    /** Stops the server if it is ours. Can be repeated. */
    @Override
    void close();
}
