/**
 * Reacts to the events of the queue {@code notifier.events}: changes memberships, makes announcements for the channels, and
 * passes facts on to listeners.
 */
@NullMarked
package dev.tandem.notifier.reaction;

import org.jspecify.annotations.NullMarked;
