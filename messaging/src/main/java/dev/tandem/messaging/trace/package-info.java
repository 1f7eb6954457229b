/** Trace context and correlation id through publishing and consuming. */
@NullMarked
package dev.tandem.messaging.trace;

import org.jspecify.annotations.NullMarked;
