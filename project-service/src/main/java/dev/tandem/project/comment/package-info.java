/** Comments on tasks. Depends on task, project, workspace, decision and table. */
@NullMarked
package dev.tandem.project.comment;

import org.jspecify.annotations.NullMarked;
