/**
 * Hints that something has changed: by a call within a process, and through the database to other instances of the
 * service, but only while one of them listens.
 */
@NullMarked
package dev.tandem.messaging.hint;

import org.jspecify.annotations.NullMarked;
