/**
 * The authoritative state of workspaces, members and projects.
 *
 * <p>Here are the process, its configuration and what it is made of.
 */
@NullMarked
package dev.tandem.project;

import org.jspecify.annotations.NullMarked;
