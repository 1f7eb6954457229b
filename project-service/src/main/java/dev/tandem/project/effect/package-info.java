/** Reports how far this service has handled events, so that callers can compose an operation's effects. */
@NullMarked
package dev.tandem.project.effect;

import org.jspecify.annotations.NullMarked;
