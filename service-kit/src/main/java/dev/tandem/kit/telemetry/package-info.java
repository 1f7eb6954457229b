/**
 * Spans and metrics of one service, built from its own environment and never global, under names and labels of few
 * values.
 */
@NullMarked
package dev.tandem.kit.telemetry;

import org.jspecify.annotations.NullMarked;
