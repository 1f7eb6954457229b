/** Replays failed messages. */
@NullMarked
package dev.tandem.messaging.replay;

import org.jspecify.annotations.NullMarked;
