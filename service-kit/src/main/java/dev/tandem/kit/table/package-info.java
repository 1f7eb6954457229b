/** Hands rows and columns to the database client and back. Depends on that client alone. */
@NullMarked
package dev.tandem.kit.table;

import org.jspecify.annotations.NullMarked;
