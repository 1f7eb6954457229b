/**
 * The in-app inbox of every member of a workspace.
 *
 * <p>Here are the process, its configuration and what it is made of; they know reaction, inbox, membership and rebuild, which know nothing of
 * them.
 */
@NullMarked
package dev.tandem.notifier;

import org.jspecify.annotations.NullMarked;
