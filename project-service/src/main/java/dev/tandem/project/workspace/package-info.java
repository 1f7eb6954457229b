/**
 * Workspaces, who is in them, and what that allows. Depends on decision and request; knows nothing of projects.
 */
@NullMarked
package dev.tandem.project.workspace;

import org.jspecify.annotations.NullMarked;
