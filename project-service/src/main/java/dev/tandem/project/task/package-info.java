/** The tasks of projects. Depends on section, project, workspace, decision and the kit's table. */
@NullMarked
package dev.tandem.project.task;

import org.jspecify.annotations.NullMarked;
