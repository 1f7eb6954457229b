/** Moves messages from the queues {@code dead-letters} and {@code unroutable} into the database. */
@NullMarked
package dev.tandem.deadletters.drain;

import org.jspecify.annotations.NullMarked;
