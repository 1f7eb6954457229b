/** A test double of the broker, held to the same conformance suite as the real one. Depends on {@code broker} only. */
@NullMarked
package dev.tandem.messaging.testing.memory;

import org.jspecify.annotations.NullMarked;
