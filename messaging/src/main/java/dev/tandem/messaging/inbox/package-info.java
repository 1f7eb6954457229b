/** The inbox, which records the events that took effect in each consumer. */
@NullMarked
package dev.tandem.messaging.inbox;

import org.jspecify.annotations.NullMarked;
