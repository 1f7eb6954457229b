/**
 * Spans and metrics of one service, built from its own environment and never global, with names and labels of few values.
 */
@NullMarked
package dev.tandem.kit.telemetry;

import org.jspecify.annotations.NullMarked;
