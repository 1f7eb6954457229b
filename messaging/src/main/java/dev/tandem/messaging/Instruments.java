package dev.tandem.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

/** Receivers of messaging's spans and metrics. */
public record Instruments(OpenTelemetry telemetry, MeterRegistry meters) {}
