/** The first view of a project in a client, assembled from three services. */
@NullMarked
package dev.tandem.gateway.overview;

import org.jspecify.annotations.NullMarked;
