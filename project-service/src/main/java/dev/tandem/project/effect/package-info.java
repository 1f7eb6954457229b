/** Tells what has become of events in this service, for whoever composes an operation's effects. */
@NullMarked
package dev.tandem.project.effect;

import org.jspecify.annotations.NullMarked;
