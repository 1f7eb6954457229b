/**
 * What an event becomes in the feed, and the table of it. Depends on contracts, on the messaging vocabulary and on the SQL
 * client; knows nothing of HTTP.
 */
@NullMarked
package dev.tandem.feed.entry;

import org.jspecify.annotations.NullMarked;
