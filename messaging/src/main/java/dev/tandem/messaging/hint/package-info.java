/**
 * Hints that something has changed: within a process by a call, to other instances of the service by the database, and
 * only while one of them listens.
 */
@NullMarked
package dev.tandem.messaging.hint;

import org.jspecify.annotations.NullMarked;
