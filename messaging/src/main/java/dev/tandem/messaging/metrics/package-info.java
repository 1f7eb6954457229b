/** Counts and times messaging, with Micrometer. */
@NullMarked
package dev.tandem.messaging.metrics;

import org.jspecify.annotations.NullMarked;
