/** Warm-up: a service exercises its own hot path before it reports that it is ready. */
@NullMarked
package dev.tandem.kit.warmup;

import org.jspecify.annotations.NullMarked;
