package dev.tandem.messaging.consume;

import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.RetryNotice;
import dev.tandem.messaging.RetryPolicy;

/**
 * A queue, and what a service does with its events.
 *
 * @param policy when what failed comes again
 * @param notice what to make known of an event that will come again
 */
public record ConsumedQueue(
        String name, PayloadReader reader, RetryPolicy policy, MessageHandler handler, RetryNotice notice) {}
