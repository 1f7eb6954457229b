/**
 * Messages between services: commands, events and the outcome of operations, as records; and the list of the services,
 * {@link dev.tandem.contracts.TandemService}.
 *
 * <p>{@link dev.tandem.contracts.Contracts} knows every payload's type, exchange and routing key, and reads one from its JSON. Each
 * has a JSON Schema on the class path under {@code schemas/}, generated from the record and the {@code Bounds} of its members.
 * {@link dev.tandem.contracts.Cases} maps each type that a sealed type permits to a function.
 */
@NullMarked
package dev.tandem.contracts;

import org.jspecify.annotations.NullMarked;
