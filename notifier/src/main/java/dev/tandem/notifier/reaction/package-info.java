/**
 * Reacts to the events of the queue {@code notifier.events}: changes memberships, makes announcements, and gives hints
 * to those who look at an inbox.
 */
@NullMarked
package dev.tandem.notifier.reaction;

import org.jspecify.annotations.NullMarked;
