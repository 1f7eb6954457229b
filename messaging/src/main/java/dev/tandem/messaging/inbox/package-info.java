/** The inbox: which events took effect in which consumer. Depends on the SQL client, and on the loop of the kit, only. */
@NullMarked
package dev.tandem.messaging.inbox;

import org.jspecify.annotations.NullMarked;
