/** The foundation of a service: one Vert.x instance with its telemetry, metrics, logs and health. */
@NullMarked
package dev.tandem.kit;

import org.jspecify.annotations.NullMarked;
