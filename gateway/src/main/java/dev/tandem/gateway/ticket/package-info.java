/** Tickets by which pages open streams, since they cannot send a token with them. */
@NullMarked
package dev.tandem.gateway.ticket;

import org.jspecify.annotations.NullMarked;
