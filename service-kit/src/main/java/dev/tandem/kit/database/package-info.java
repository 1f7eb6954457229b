/** PostgreSQL pools and schema migrations. */
@NullMarked
package dev.tandem.kit.database;

import org.jspecify.annotations.NullMarked;
