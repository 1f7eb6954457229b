/**
 * What users are told while they listen: their operations and their notifications, in an order that outlives connections and
 * instances. Depends on {@code live}.
 */
@NullMarked
package dev.tandem.gateway.stream;

import org.jspecify.annotations.NullMarked;
