/** A project and what is in it, in numbers. Depends on project, and reads the tables of what is in it. */
@NullMarked
package dev.tandem.project.summary;

import org.jspecify.annotations.NullMarked;
