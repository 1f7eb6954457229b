/** Sending again what came to nothing. Depends on the root package, {@code broker}, {@code envelope} and {@code trace}. */
@NullMarked
package dev.tandem.messaging.replay;

import org.jspecify.annotations.NullMarked;
