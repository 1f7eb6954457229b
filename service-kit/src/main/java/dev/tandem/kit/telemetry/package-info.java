/**
 * Spans and metrics of one service, built from its own environment and never global, under names and labels of few values.
 * Depends on nothing of the kit.
 */
@NullMarked
package dev.tandem.kit.telemetry;

import org.jspecify.annotations.NullMarked;
