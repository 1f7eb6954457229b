/** Workspaces, who is in them, and what that allows. */
@NullMarked
package dev.tandem.project.workspace;

import org.jspecify.annotations.NullMarked;
