/**
 * The in-app inbox of every member of a workspace.
 *
 * <p>Here are the process, its configuration and its wiring; they know reaction, inbox and membership, which know nothing of
 * them.
 */
@NullMarked
package dev.tandem.notifier;

import org.jspecify.annotations.NullMarked;
