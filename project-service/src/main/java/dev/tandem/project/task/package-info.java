/** The tasks of projects. Depends on section, project, workspace, decision, table and answer. */
@NullMarked
package dev.tandem.project.task;

import org.jspecify.annotations.NullMarked;
