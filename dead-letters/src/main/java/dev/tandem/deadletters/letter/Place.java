package dev.tandem.deadletters.letter;

import org.jspecify.annotations.Nullable;

/**
 * The place where a message failed.
 *
 * @param consumer the queue whose consumer failed; absent for unroutable messages
 * @param exchange the exchange to which it was published, if the broker says
 * @param routingKey the routing key with which it was published
 */
public record Place(@Nullable String consumer, String exchange, String routingKey) {}
