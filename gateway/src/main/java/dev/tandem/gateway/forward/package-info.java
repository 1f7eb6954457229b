/** Requests that another service answers. */
@NullMarked
package dev.tandem.gateway.forward;

import org.jspecify.annotations.NullMarked;
