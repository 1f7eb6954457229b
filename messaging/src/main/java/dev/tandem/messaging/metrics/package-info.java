/** What messaging counts and times, by Micrometer. Depends on nothing of the other packages. */
@NullMarked
package dev.tandem.messaging.metrics;

import org.jspecify.annotations.NullMarked;
