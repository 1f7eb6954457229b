/**
 * Assembles the parts of every service: database, messaging, health, HTTP, rebuilds, retention, and the order in which
 * they start and stop.
 */
@NullMarked
package dev.tandem.runtime;

import org.jspecify.annotations.NullMarked;
