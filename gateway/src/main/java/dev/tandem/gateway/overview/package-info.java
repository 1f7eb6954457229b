/** What a client shows of a project at first sight, put together from three services. */
@NullMarked
package dev.tandem.gateway.overview;

import org.jspecify.annotations.NullMarked;
