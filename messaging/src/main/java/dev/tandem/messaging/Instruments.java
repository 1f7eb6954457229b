package dev.tandem.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

/** Where messaging leaves its spans and its numbers. */
public record Instruments(OpenTelemetry telemetry, MeterRegistry meters) {}
