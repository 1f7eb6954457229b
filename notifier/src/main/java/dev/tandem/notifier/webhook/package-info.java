/**
 * Tells systems of customers what happened, by the Standard Webhooks specification 1.0: keeps each delivery until the receiver
 * has taken it, numbers them without a gap, and connects only to addresses that the operator permits.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the specification</a>
 */
@NullMarked
package dev.tandem.notifier.webhook;

import org.jspecify.annotations.NullMarked;
