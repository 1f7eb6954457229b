/**
 * What a service stands on: one Vert.x instance with its telemetry, metrics, logs and health. May depend on the sibling packages
 * config, health, lifecycle, logging and telemetry; knows no service and no message.
 */
@NullMarked
package dev.tandem.kit;

import org.jspecify.annotations.NullMarked;
