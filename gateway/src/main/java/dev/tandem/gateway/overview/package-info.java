/** What a client shows of a project at first sight, put together from three services. Depends on the service kit only. */
@NullMarked
package dev.tandem.gateway.overview;

import org.jspecify.annotations.NullMarked;
