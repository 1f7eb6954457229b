package dev.tandem.gateway.accept;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures how requests are accepted: how many wait, how many share a transaction, how long one takes. */
final class AcceptMetrics {

    private final Timer transaction;
    private final DistributionSummary batch;
    private final AtomicInteger waiting = new AtomicInteger();

    AcceptMetrics(MeterRegistry meters) {
        this.transaction = Timer.builder("tandem.accept.transaction")
                .description("One transaction that makes requests durable")
                .register(meters);
        this.batch = DistributionSummary.builder("tandem.accept.batch.requests")
                .description("Requests in one transaction")
                .register(meters);
        Gauge.builder("tandem.accept.waiting", waiting, AtomicInteger::get)
                .description("Requests that wait for a transaction")
                .register(meters);
    }

    void waiting(int requests) {
        waiting.set(requests);
    }

    void transaction(int requests, long nanos) {
        batch.record(requests);
        transaction.record(nanos, TimeUnit.NANOSECONDS);
    }
}
