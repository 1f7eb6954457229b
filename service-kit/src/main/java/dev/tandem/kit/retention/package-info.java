/** Retention of rows, and the sizes of tables. */
@NullMarked
package dev.tandem.kit.retention;

import org.jspecify.annotations.NullMarked;
