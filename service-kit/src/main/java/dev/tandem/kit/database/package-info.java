/**
 * PostgreSQL pools and schema migrations. May depend on health; knows no table.
 */
@NullMarked
package dev.tandem.kit.database;

import org.jspecify.annotations.NullMarked;
