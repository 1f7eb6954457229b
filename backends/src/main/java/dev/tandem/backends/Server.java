package dev.tandem.backends;

/**
 * A running server. Its address never changes, whatever is done to it. A server that was given by address must not be disturbed:
 * by default, the methods that would disturb it throw {@link UnsupportedOperationException}.
 */
public interface Server extends AutoCloseable {

    /** Kills the server's processes, which ends its connections; what it has confirmed is kept. */
    default void kill() {
        throw notOurs();
    }

    /** Shuts the server down gracefully. */
    default void stop() {
        throw notOurs();
    }

    /** Starts the server after {@link #kill()} or {@link #stop()} and returns when it answers; does nothing if it runs. */
    default void start() {
        throw notOurs();
    }

    /** Suspends the server: connections stay open and nothing answers. */
    default void freeze() {
        throw notOurs();
    }

    /** Resumes a frozen server. */
    default void thaw() {
        throw notOurs();
    }

    /** Describes in one line which server this is, and where. Never includes a password. */
    String describe();

    /** Stops the server if it was started here. Idempotent. */
    @Override
    void close();

    /** The exception for calls that would disturb a server given by address. */
    default UnsupportedOperationException notOurs() {
        return new UnsupportedOperationException(describe() + ", is not ours to disturb");
    }
}
