/**
 * The activity feed, a read model of what happened in workspaces and projects.
 *
 * <p>Here are the process, its configuration and what it is made of.
 */
@NullMarked
package dev.tandem.feed;

import org.jspecify.annotations.NullMarked;
