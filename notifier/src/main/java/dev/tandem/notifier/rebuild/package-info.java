/** Memberships made anew from the event log. Inboxes are not rebuilt: what a user has read is in no event. */
@NullMarked
package dev.tandem.notifier.rebuild;

import org.jspecify.annotations.NullMarked;
