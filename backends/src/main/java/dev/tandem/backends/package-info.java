/**
 * Real PostgreSQL and RabbitMQ servers, for tests and for local use: addresses given in the environment, Docker
 * containers, or private servers on this machine, whichever applies first. All calls block: they belong on main and
 * test threads, never on an event loop.
 */
@NullMarked
package dev.tandem.backends;

import org.jspecify.annotations.NullMarked;
