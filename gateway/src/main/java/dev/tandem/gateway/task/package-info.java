/** Requests for tasks and comments. */
@NullMarked
package dev.tandem.gateway.task;

import org.jspecify.annotations.NullMarked;
