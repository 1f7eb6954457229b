/**
 * Turns events into entries of the feed, and keeps their table. Depends on contracts, on the messaging vocabulary and on
 * the SQL client; knows nothing of HTTP.
 */
@NullMarked
package dev.tandem.feed.entry;

import org.jspecify.annotations.NullMarked;
