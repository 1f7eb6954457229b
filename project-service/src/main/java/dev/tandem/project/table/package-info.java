/** Hands rows and columns to the database client. */
@NullMarked
package dev.tandem.project.table;

import org.jspecify.annotations.NullMarked;
