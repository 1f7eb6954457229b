/** Hands rows and columns to the database client. Knows no feature, and depends on that client alone. */
@NullMarked
package dev.tandem.project.table;

import org.jspecify.annotations.NullMarked;
