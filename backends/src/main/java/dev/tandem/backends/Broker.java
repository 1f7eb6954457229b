package dev.tandem.backends;

/**
 * A running RabbitMQ node with the topology of the definitions. Its address never changes, whatever is done to it. The
 * methods that disturb it throw {@link UnsupportedOperationException} for a broker that was given by address, which is
 * not ours to disturb.
 */
public interface Broker extends AutoCloseable {

    /** The address with user and password, on the default virtual host. */
    String amqpUri();

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

    /** One line for people: which broker this is, and where. Never a password. */
    String describe();

    /** Stops the node if it is ours. Can be repeated. */
    @Override
    void close();
}
