/** Hands rows and columns to the database client and back. */
@NullMarked
package dev.tandem.kit.table;

import org.jspecify.annotations.NullMarked;
