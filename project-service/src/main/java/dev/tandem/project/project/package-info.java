/** Projects: creation, changes, deletion, and what a member may do to them. */
@NullMarked
package dev.tandem.project.project;

import org.jspecify.annotations.NullMarked;
