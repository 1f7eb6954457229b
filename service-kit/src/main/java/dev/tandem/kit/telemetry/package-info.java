/**
 * OpenTelemetry and metrics of one service, built from its own environment and never global. Depends on config alone.
 */
@NullMarked
package dev.tandem.kit.telemetry;

import org.jspecify.annotations.NullMarked;
