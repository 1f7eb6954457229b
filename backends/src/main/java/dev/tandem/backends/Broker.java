package dev.tandem.backends;

/** A RabbitMQ node with the topology of the definitions; every defined queue answers when it has started. */
public interface Broker extends Server {

    /** The address with an administrator's user and password, on the default virtual host. */
    String amqpUri();

    /**
     * The same for another user, who must be in the definitions and has the permissions defined there. A broker that
     * was given without its management API is assumed to have only the user of its address.
     *
     * @throws IllegalArgumentException if the definitions have no such user
     */
    String amqpUri(String user);

    /** Raises a memory alarm: publishing connections receive {@code connection.blocked} and are no longer read. */
    default void blockPublishers() {
        throw notOurs();
    }

    /** Clears the memory alarm. */
    default void unblockPublishers() {
        throw notOurs();
    }

    /**
     * Makes the queue refuse every publish (a negative confirm), through a policy that limits it to one message and takes
     * precedence over its own; until {@link #acceptMessages()}.
     */
    default void refuseMessages(String queue) {
        throw notOurs();
    }

    /** Ends every {@link #refuseMessages}. */
    default void acceptMessages() {
        throw notOurs();
    }

    /** Changes a user's password; existing connections are left alone. */
    default void changePassword(String user, String password) {
        throw notOurs();
    }

    /** Imports the definitions again, as an operator does when some of them were deleted; the rest stays as it is. */
    default void restoreDefinitions() {
        throw notOurs();
    }
}
