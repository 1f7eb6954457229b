package dev.tandem.messaging.consume;

import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.RetryNotice;
import dev.tandem.messaging.RetryPolicy;

/**
 * A queue, and how a service handles its events.
 *
 * @param policy when failed events are retried
 * @param notice announces that an event will be retried
 */
public record ConsumedQueue(
        String name, PayloadReader reader, RetryPolicy policy, MessageHandler handler, RetryNotice notice) {}
