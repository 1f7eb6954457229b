/** Counts and times messaging, by Micrometer. Depends on report, in whose terms it tells the same of the last minutes. */
@NullMarked
package dev.tandem.messaging.metrics;

import org.jspecify.annotations.NullMarked;
