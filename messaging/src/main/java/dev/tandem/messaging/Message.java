package dev.tandem.messaging;

/**
 * An outgoing message: its destination and content. It becomes durable with the transaction that sends it
 * ({@link UnitOfWork#send}) and is published after the commit.
 *
 * @param exchange the topic exchange
 * @param routingKey the topic: {@code project.created}
 * @param envelope the message's attributes; the kit sets the trace context
 * @param payload the message's data, a value that Jackson can serialise
 */
public record Message(String exchange, String routingKey, Envelope envelope, Object payload) {}
