/**
 * Consuming and publishing gone through before they are needed, so that their code is compiled, with nothing left behind.
 * Depends on the root package, {@code envelope}, {@code consume} and {@code broker}.
 */
@NullMarked
package dev.tandem.messaging.rehearsal;

import org.jspecify.annotations.NullMarked;
