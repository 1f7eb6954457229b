/** Requests that other services answer. */
@NullMarked
package dev.tandem.gateway.forward;

import org.jspecify.annotations.NullMarked;
