/** Measures from outside how far consumers are behind, so that the lag of a dead consumer is known too. */
@NullMarked
package dev.tandem.messaging.watch;

import org.jspecify.annotations.NullMarked;
