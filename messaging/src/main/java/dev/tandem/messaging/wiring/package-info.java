/** Puts the parts of messaging together for one service. Every other package stands without it. */
@NullMarked
package dev.tandem.messaging.wiring;

import org.jspecify.annotations.NullMarked;
