package dev.tandem.notifier.delivery;

import java.time.Duration;

/**
 * A channel outside of the inbox, as those see it who ask why they were not told by it.
 *
 * @param channel its name, in the table and in answers
 * @param reason why there is no delivery of a notification, in a word of the HTTP contract
 * @param kept how long what became of a delivery is known
 */
public record Outside(String channel, String reason, Duration kept) {}
