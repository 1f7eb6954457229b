/** Rebuilds the feed from the event log. */
@NullMarked
package dev.tandem.feed.rebuild;

import org.jspecify.annotations.NullMarked;
