/**
 * Serves the activity feed, a read model of the events in workspaces and projects.
 *
 * <p>This package holds the process, its configuration and its assembly.
 */
@NullMarked
package dev.tandem.feed;

import org.jspecify.annotations.NullMarked;
