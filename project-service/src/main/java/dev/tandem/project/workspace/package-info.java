/** Workspaces, their members, and what a role allows. */
@NullMarked
package dev.tandem.project.workspace;

import org.jspecify.annotations.NullMarked;
