/** Counts and times messaging, by Micrometer. */
@NullMarked
package dev.tandem.messaging.metrics;

import org.jspecify.annotations.NullMarked;
