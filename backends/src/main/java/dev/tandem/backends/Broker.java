package dev.tandem.backends;

/**
 * A running RabbitMQ node with the topology of the definitions. Its address never changes, whatever is done to it. The
 * methods that disturb it throw {@link UnsupportedOperationException} for a broker that was given by address, because
 * that is not ours to disturb.
 */
public interface Broker extends AutoCloseable {

    /** The address with an administrator's user and password, on the default virtual host. */
    String amqpUri();

    /**
     * The same for another user, who must be in the definitions and has the permissions defined there. A broker that
     * was given without its management API is assumed to have only the user of its address.
     *
     * @throws IllegalArgumentException if the definitions have no such user
     */
    String amqpUri(String user);

    /** Ends the node at once, like a power cut; messages confirmed to a durable queue are kept. */
    void kill();

    /** Shuts the node down gracefully. */
    void stop();

    /** Starts the node after {@link #kill()} or {@link #stop()}; returns when every defined queue answers. */
    void start();

    /** Raises a memory alarm: publishing connections receive {@code connection.blocked} and are no longer read. */
    void blockPublishers();

    /** Clears the memory alarm. */
    void unblockPublishers();

    /** Suspends the node: connections stay open and nothing answers. */
    void freeze();

    /** Resumes a frozen node. */
    void thaw();

    /**
     * Makes the queue refuse every publish (a negative confirm), through a policy that limits it to one message and takes
     * precedence over its own; until {@link #acceptMessages()}.
     */
    void refuseMessages(String queue);

    /** Ends every {@link #refuseMessages}. */
    void acceptMessages();

    /** Changes a user's password; existing connections are left alone. */
    void changePassword(String user, String password);

    /** Imports the definitions again, as an operator does when some of them were deleted; the rest stays as it is. */
    void restoreDefinitions();

    /** Describes in one line which broker this is, and where. Never includes a password. */
    String describe();

    /** Stops the node if it is ours. Idempotent. */
    @Override
    void close();
}
