/**
 * The authoritative state of workspaces, members and projects.
 *
 * <p>Here are the process, its configuration and what it is made of; they know every feature, and no feature knows them.
 */
@NullMarked
package dev.tandem.project;

import org.jspecify.annotations.NullMarked;
