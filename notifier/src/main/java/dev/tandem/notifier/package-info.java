/**
 * Notifies the members of workspaces: keeps their in-app inboxes, sends mails and digests, and calls webhooks.
 *
 * <p>This package holds the process, its configuration and its assembly.
 */
@NullMarked
package dev.tandem.notifier;

import org.jspecify.annotations.NullMarked;
