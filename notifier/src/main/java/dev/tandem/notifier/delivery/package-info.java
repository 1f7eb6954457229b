/**
 * Delivers notifications outside of the inbox: keeps each delivery until its receiver has answered, repeats failed attempts,
 * and reports the state of each delivery.
 */
@NullMarked
package dev.tandem.notifier.delivery;

import org.jspecify.annotations.NullMarked;
