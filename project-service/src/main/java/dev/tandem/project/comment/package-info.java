/** Comments on tasks. Depends on task, project, workspace, decision and the kit's table. */
@NullMarked
package dev.tandem.project.comment;

import org.jspecify.annotations.NullMarked;
