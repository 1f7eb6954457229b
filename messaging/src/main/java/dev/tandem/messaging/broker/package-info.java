/**
 * The broker as the kit sees it: a port with two adapters, RabbitMQ and a test double, held to one conformance suite.
 * Depends on Vert.x core and on the envelope; the adapters are in the sub-packages, and nothing else may see the AMQP client.
 */
@NullMarked
package dev.tandem.messaging.broker;

import org.jspecify.annotations.NullMarked;
