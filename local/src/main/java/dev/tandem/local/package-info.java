/**
 * Runs all of Tandem in one JVM, with a real PostgreSQL and a real RabbitMQ.
 *
 * <p>This package holds the system itself, which tests use too.
 */
@NullMarked
package dev.tandem.local;

import org.jspecify.annotations.NullMarked;
