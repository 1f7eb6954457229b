/**
 * Projects. Depends on workspace, since every right to a project comes from there, on decision and the kit's table.
 */
@NullMarked
package dev.tandem.project.project;

import org.jspecify.annotations.NullMarked;
