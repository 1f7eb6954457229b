/**
 * RabbitMQ through the Vert.x client, which is replaced and never reconnected: the client's own reconnection loses
 * confirms and accepts stale delivery tags. The only package that uses the AMQP client.
 */
@NullMarked
package dev.tandem.messaging.broker.amqp;

import org.jspecify.annotations.NullMarked;
