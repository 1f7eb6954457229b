/**
 * CloudEvents 1.0 in structured and batched JSON.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON event
 * format</a>
 */
@NullMarked
package dev.tandem.messaging.envelope;

import org.jspecify.annotations.NullMarked;
