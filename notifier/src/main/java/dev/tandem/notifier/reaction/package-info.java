/**
 * Reacts to the events of the queue {@code notifier.events}: changes memberships, makes announcements, and sends hints
 * to streams that watch an inbox.
 */
@NullMarked
package dev.tandem.notifier.reaction;

import org.jspecify.annotations.NullMarked;
