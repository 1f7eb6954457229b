/** Requests that another service answers. Depends on the service kit only. */
@NullMarked
package dev.tandem.gateway.forward;

import org.jspecify.annotations.NullMarked;
