/** Turns events into feed entries and stores them. */
@NullMarked
package dev.tandem.feed.entry;

import org.jspecify.annotations.NullMarked;
