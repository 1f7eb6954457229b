/**
 * What the events of the queue {@code notifier.events} lead to: changes of memberships, announcements, and hints for who looks
 * at an inbox. Depends on membership and inbox, on contracts and on the messaging vocabulary.
 */
@NullMarked
package dev.tandem.notifier.reaction;

import org.jspecify.annotations.NullMarked;
