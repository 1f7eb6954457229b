/**
 * What a service stands on: one Vert.x instance with its telemetry, metrics and health. May depend on the sibling packages config, health, lifecycle and telemetry; knows no service and no message.
 */
@NullMarked
package dev.tandem.kit;

import org.jspecify.annotations.NullMarked;
