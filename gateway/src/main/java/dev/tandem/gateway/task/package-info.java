/** Asking for tasks, for changes to them, and for comments. */
@NullMarked
package dev.tandem.gateway.task;

import org.jspecify.annotations.NullMarked;
