/**
 * What the events of the queue {@code notifier.events} lead to: changes of memberships, and announcements. Depends on
 * membership and inbox, and on the messaging vocabulary.
 */
@NullMarked
package dev.tandem.notifier.reaction;

import org.jspecify.annotations.NullMarked;
