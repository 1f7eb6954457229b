package dev.tandem.backends;

/**
 * A running RabbitMQ node with the topology of the definitions. Its address never changes, whatever is done to it. The
 * methods that disturb it throw {@link UnsupportedOperationException} for a broker that was given by address, which is
 * not ours to disturb.
 */
public interface Broker extends AutoCloseable {

    /** The address with the user and password of an administrator, on the default virtual host. */
    String amqpUri();

    /**
     * The same with a user of the definitions, who may do what they say. A broker that was given without its management API
     * is taken to have nobody but the user of its address.
     *
     * @throws IllegalArgumentException if the definitions know no such user
     */
    String amqpUri(String user);

    /** Ends the node at once, as a power cut would; what was confirmed to a durable queue is kept. */
    void kill();

    /** Shuts the node down in good order. */
    void stop();

    /** Starts the node after {@link #kill()} or {@link #stop()}; returns when every defined queue answers. */
    void start();

    /** Raises a memory alarm: connections that publish are told {@code connection.blocked} and read no further. */
    void blockPublishers();

    /** Clears the memory alarm. */
    void unblockPublishers();

    /** Suspends the node: connections stay open and nothing answers. */
    void freeze();

    /** Lets a frozen node go on. */
    void thaw();

    /**
     * Lets the queue refuse every publish (a negative confirm), by a policy of one message at most that stands above its
     * own; until {@link #acceptMessages()}.
     */
    void refuseMessages(String queue);

    /** Ends every {@link #refuseMessages}. */
    void acceptMessages();

    /** Gives a user another password; connections that stand are left alone. */
    void changePassword(String user, String password);

    /** Imports the definitions again, as an operator does when something of them was deleted; the rest stays as it is. */
    void restoreDefinitions();

    /** One line for people: which broker this is, and where. Never a password. */
    String describe();

    /** Stops the node if it is ours. Can be repeated. */
    @Override
    void close();
}
