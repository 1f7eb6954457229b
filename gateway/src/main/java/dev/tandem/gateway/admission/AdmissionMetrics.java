package dev.tandem.gateway.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Measures admission: refused changes, the limit, and the changes under way. */
final class AdmissionMetrics {

    private final Counter refused;

    AdmissionMetrics(MeterRegistry meters, Admission admission) {
        refused = Counter.builder("tandem.admission.refused")
                .description("Changes refused at once, for the queue before them")
                .register(meters);
        Gauge.builder("tandem.admission.limit", admission, Admission::limit)
                .description("Changes that may be under way until they are durable")
                .register(meters);
        Gauge.builder("tandem.admission.under.way", admission, Admission::underWay)
                .description("Changes that have arrived and are not durable yet")
                .register(meters);
    }

    void refused() {
        refused.increment();
    }
}
