/**
 * What the database tells every instance of this service at once: which operations and whose streams have changed. Depends on
 * no feature.
 */
@NullMarked
package dev.tandem.gateway.live;

import org.jspecify.annotations.NullMarked;
