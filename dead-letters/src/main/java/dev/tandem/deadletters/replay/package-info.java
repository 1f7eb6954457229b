/**
 * What operators do to letters, and what comes of it: claims, the sending of what is claimed, and the end of replays.
 */
@NullMarked
package dev.tandem.deadletters.replay;

import org.jspecify.annotations.NullMarked;
