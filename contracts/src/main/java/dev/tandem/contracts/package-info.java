/**
 * Messages between services: commands, events and the outcome of operations, as records.
 *
 * <p>{@link dev.tandem.contracts.Contracts} knows every payload's type, exchange and routing key, and reads one from its
 * JSON; {@link dev.tandem.contracts.Cases} tells them apart, all of them. {@link dev.tandem.contracts.TandemService} lists who
 * talks to each other. Each has a JSON Schema on the class path under {@code schemas/}. Depends on Jackson alone, so that it can be used
 * without the messaging kit.
 */
@NullMarked
package dev.tandem.contracts;

import org.jspecify.annotations.NullMarked;
