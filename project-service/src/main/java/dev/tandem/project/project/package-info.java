/**
 * Projects. Depends on workspace, since every right to a project comes from there, on decision and table.
 */
@NullMarked
package dev.tandem.project.project;

import org.jspecify.annotations.NullMarked;
