/** Conversion of rows and columns for the database client. */
@NullMarked
package dev.tandem.kit.table;

import org.jspecify.annotations.NullMarked;
