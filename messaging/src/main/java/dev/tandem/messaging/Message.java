package dev.tandem.messaging;

/**
 * A message on its way out: where to, and what. It becomes durable with the transaction that sends it
 * ({@link UnitOfWork#send}) and is published after the commit.
 *
 * @param exchange the topic exchange
 * @param routingKey the topic: {@code project.created}
 * @param envelope its attributes; the trace context is set by the kit
 * @param payload its data, a value that Jackson can write
 */
public record Message(String exchange, String routingKey, Envelope envelope, Object payload) {}
