/**
 * Sends events to systems of customers, by the Standard Webhooks specification 1.0: keeps each delivery until the receiver
 * has accepted it or the attempts are used up, numbers the deliveries of a webhook without gaps, and connects only to
 * addresses that are public or permitted by the operator.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the
 *     specification</a>
 */
@NullMarked
package dev.tandem.notifier.webhook;

import org.jspecify.annotations.NullMarked;
