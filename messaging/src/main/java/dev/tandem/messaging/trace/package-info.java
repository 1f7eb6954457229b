/** Carries the trace context and the correlation id through publishing and consuming. */
@NullMarked
package dev.tandem.messaging.trace;

import org.jspecify.annotations.NullMarked;
