/**
 * The in-app inbox of every member of a workspace.
 *
 * <p>Here are the process, its configuration and what it is made of.
 */
@NullMarked
package dev.tandem.notifier;

import org.jspecify.annotations.NullMarked;
