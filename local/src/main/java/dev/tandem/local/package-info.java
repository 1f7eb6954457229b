/**
 * The whole of Tandem in one JVM, against a real PostgreSQL and a real RabbitMQ.
 *
 * <p>Here is the system itself, which tests use too.
 */
@NullMarked
package dev.tandem.local;

import org.jspecify.annotations.NullMarked;
