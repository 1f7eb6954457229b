/**
 * How far consumers are behind, seen from outside, so that it is also known of one that is dead. Depends on
 * {@code broker}.
 */
@NullMarked
package dev.tandem.messaging.watch;

import org.jspecify.annotations.NullMarked;
