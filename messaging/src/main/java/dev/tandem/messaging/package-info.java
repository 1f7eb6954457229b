/**
 * Reliable messaging for Vert.x services: the types that a service uses. Knows nothing of projects.
 *
 * <p>State and messages share a transaction ({@link dev.tandem.messaging.UnitOfWork}); the outbox relay publishes them
 * with confirms; each consumer's inbox makes an event take effect once; failures are retried with a delay, then
 * dead-lettered. {@link dev.tandem.messaging.wiring.Messaging} wires it.
 */
@NullMarked
package dev.tandem.messaging;

import org.jspecify.annotations.NullMarked;
