/** Keeps each user's notifications: announcements write them, and only the user reads them over HTTP. */
@NullMarked
package dev.tandem.notifier.inbox;

import org.jspecify.annotations.NullMarked;
