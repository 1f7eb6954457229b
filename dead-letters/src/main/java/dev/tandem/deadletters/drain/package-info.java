/**
 * From the queues {@code dead-letters} and {@code unroutable} into the database. Depends on letter, on contracts and on the
 * messaging kit.
 */
@NullMarked
package dev.tandem.deadletters.drain;

import org.jspecify.annotations.NullMarked;
