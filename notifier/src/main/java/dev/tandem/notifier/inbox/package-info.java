/** The notifications of each user: written by announcement, read over HTTP by the user alone. */
@NullMarked
package dev.tandem.notifier.inbox;

import org.jspecify.annotations.NullMarked;
