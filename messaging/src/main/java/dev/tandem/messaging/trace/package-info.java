/** Trace context and correlation id through publishing and consuming. Depends on the root package. */
@NullMarked
package dev.tandem.messaging.trace;

import org.jspecify.annotations.NullMarked;
