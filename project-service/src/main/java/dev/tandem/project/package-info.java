/**
 * Owns the authoritative state of workspaces, members, and projects with their contents.
 *
 * <p>This package holds the process, its configuration and its assembly.
 */
@NullMarked
package dev.tandem.project;

import org.jspecify.annotations.NullMarked;
