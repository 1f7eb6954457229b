/**
 * The authoritative state of workspaces, members and projects.
 *
 * <p>Here are the process, its configuration and its wiring; they know every feature, and no feature knows them.
 */
@NullMarked
package dev.tandem.project;

import org.jspecify.annotations.NullMarked;
