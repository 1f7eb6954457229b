/**
 * RabbitMQ by the Vert.x client, recycled and never reconnected: the client's own reconnection loses confirms and
 * accepts stale delivery tags. The only package that sees the AMQP client.
 */
@NullMarked
package dev.tandem.messaging.broker.amqp;

import org.jspecify.annotations.NullMarked;
