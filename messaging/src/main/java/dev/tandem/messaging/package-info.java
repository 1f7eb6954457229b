/**
 * Reliable messaging for Vert.x services: the vocabulary that a service meets. Knows nothing of projects.
 *
 * <p>State and messages share a transaction ({@link dev.tandem.messaging.UnitOfWork}); the outbox relay publishes them
 * with confirms; consumers take effect once by their inbox; failures are retried with a delay, then dead-lettered.
 * {@link dev.tandem.messaging.wiring.Messaging} wires it.
 */
@NullMarked
package dev.tandem.messaging;

import org.jspecify.annotations.NullMarked;
