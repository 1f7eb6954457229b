/** Rebuilds memberships from the event log. Inboxes are not rebuilt: no event records what a user has read. */
@NullMarked
package dev.tandem.notifier.rebuild;

import org.jspecify.annotations.NullMarked;
