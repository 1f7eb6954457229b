/** Projects and the counts of their contents. */
@NullMarked
package dev.tandem.project.summary;

import org.jspecify.annotations.NullMarked;
