package dev.tandem.backends;

/**
 * A RabbitMQ node with the topology of the definitions. Once the node has started, every defined queue answers; a broker that was
 * given without its management API is not checked for queues.
 */
public interface Broker extends Server {

    /**
     * The address with an administrator's user and password, on the default virtual host; for a broker given by address, that
     * address.
     */
    String amqpUri();

    /**
     * Returns the address with the name and password of a user of the definitions, who has the permissions defined there. A
     * broker that was given without its management API has no such users: returns its address unchanged.
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
     * Makes the queue reject every publish (a negative confirm) once it holds one message, until {@link #acceptMessages()}.
     * Replaces the queue's policy by one that limits it to one message. One queue at a time: a second call frees the first queue.
     */
    default void refuseMessages(String queue) {
        throw notOurs();
    }

    /** Ends {@link #refuseMessages}. */
    default void acceptMessages() {
        throw notOurs();
    }

    /** Changes a user's password; existing connections stay open. */
    default void changePassword(String user, String password) {
        throw notOurs();
    }

    /**
     * Imports the definitions again, as an operator does after some of them were deleted. Resets what differs from them, such as
     * a changed password, and deletes nothing.
     */
    default void restoreDefinitions() {
        throw notOurs();
    }
}
