/**
 * Keeps the in-app inbox of every member of a workspace.
 *
 * <p>This package holds the process, its configuration and its assembly.
 */
@NullMarked
package dev.tandem.notifier;

import org.jspecify.annotations.NullMarked;
