/** Comments on tasks. */
@NullMarked
package dev.tandem.project.comment;

import org.jspecify.annotations.NullMarked;
