/** What a service does before it says that it is ready: its own hot path, on a stage of its own. */
@NullMarked
package dev.tandem.kit.warmup;

import org.jspecify.annotations.NullMarked;
