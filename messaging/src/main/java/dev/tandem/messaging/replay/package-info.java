/** Sending again what came to nothing. */
@NullMarked
package dev.tandem.messaging.replay;

import org.jspecify.annotations.NullMarked;
