package dev.tandem.gateway.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What admission lets in and refuses. */
final class AdmissionMetrics {

    private final Counter queue;
    private final Counter late;

    AdmissionMetrics(MeterRegistry meters, Admission admission) {
        queue = refused(meters, "queue");
        late = refused(meters, "late");
        Gauge.builder("tandem.admission.limit", admission, Admission::limit)
                .description("Changes that may be under way until they are durable")
                .register(meters);
        Gauge.builder("tandem.admission.under.way", admission, Admission::underWay)
                .description("Changes that have arrived and are not durable yet")
                .register(meters);
        Gauge.builder("tandem.admission.rate", admission, Admission::rate)
                .description("Changes a second that may be accepted while ends come late; infinite when they do not")
                .register(meters);
    }

    void refusedForTheQueue() {
        queue.increment();
    }

    void refusedForLateEnds() {
        late.increment();
    }

    private static Counter refused(MeterRegistry meters, String reason) {
        return Counter.builder("tandem.admission.refused")
                .description("Changes refused at once, for the queue before them or for ends that come late")
                .tag("reason", reason)
                .register(meters);
    }
}
