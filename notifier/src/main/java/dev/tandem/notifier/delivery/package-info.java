/**
 * Delivers what is told outside of the inbox: keeps each delivery until its receiver has answered, attempts it again when
 * that failed, and says what became of it.
 */
@NullMarked
package dev.tandem.notifier.delivery;

import org.jspecify.annotations.NullMarked;
