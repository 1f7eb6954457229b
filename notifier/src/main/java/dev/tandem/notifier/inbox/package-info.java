/**
 * The notifications of each user: written by announcement, read over HTTP by the user alone.
 * Depends on contracts, on the kit, on the hints of the messaging kit, and on the SQL client.
 */
@NullMarked
package dev.tandem.notifier.inbox;

import org.jspecify.annotations.NullMarked;
