/** The sections of projects. Depends on project, workspace, decision and the kit's table. */
@NullMarked
package dev.tandem.project.section;

import org.jspecify.annotations.NullMarked;
