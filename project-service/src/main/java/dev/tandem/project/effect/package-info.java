/** Tells what has become of events in this service, for whoever composes an operation's effects. Depends on project and structure. */
@NullMarked
package dev.tandem.project.effect;

import org.jspecify.annotations.NullMarked;
