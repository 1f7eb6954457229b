/** Executes operators' actions on letters: makes claims, sends claimed letters and settles replays. */
@NullMarked
package dev.tandem.deadletters.replay;

import org.jspecify.annotations.NullMarked;
