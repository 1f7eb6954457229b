/** The inbox: which events took effect in which consumer. */
@NullMarked
package dev.tandem.messaging.inbox;

import org.jspecify.annotations.NullMarked;
