/** Asking for tasks, for changes to them, and for comments. Depends on accept and on the kit's permissions. */
@NullMarked
package dev.tandem.gateway.task;

import org.jspecify.annotations.NullMarked;
