/** A project and what is in it, in numbers. */
@NullMarked
package dev.tandem.project.summary;

import org.jspecify.annotations.NullMarked;
