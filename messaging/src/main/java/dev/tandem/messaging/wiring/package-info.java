/** Assembles the parts of messaging for one service. No other package of this module depends on it. */
@NullMarked
package dev.tandem.messaging.wiring;

import org.jspecify.annotations.NullMarked;
