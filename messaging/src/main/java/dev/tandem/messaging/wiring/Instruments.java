package dev.tandem.messaging.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;

/**
 * Receivers of messaging's spans and metrics, and the clock of this machine.
 *
 * @param machine this machine's clock; while it is minutes off the database's, nothing is consumed
 */
public record Instruments(OpenTelemetry telemetry, MeterRegistry meters, Clock machine) {}
