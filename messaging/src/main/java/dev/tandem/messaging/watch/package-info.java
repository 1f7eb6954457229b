/**
 * Measures from outside how far consumers are behind, so that the lag of a dead one is known too. Depends on
 * {@code broker}.
 */
@NullMarked
package dev.tandem.messaging.watch;

import org.jspecify.annotations.NullMarked;
