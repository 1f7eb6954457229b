/** Turns events into entries of the feed, and keeps their table. */
@NullMarked
package dev.tandem.feed.entry;

import org.jspecify.annotations.NullMarked;
