/**
 * What a service does before it says that it is ready: its own hot path, on a stage of its own. May depend on the platform,
 * auth, database, http and lifecycle; knows nothing of any service.
 */
@NullMarked
package dev.tandem.kit.warmup;

import org.jspecify.annotations.NullMarked;
