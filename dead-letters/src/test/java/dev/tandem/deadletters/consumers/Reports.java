package dev.tandem.deadletters.consumers;

import dev.tandem.messaging.report.ConsumerReport;
import dev.tandem.messaging.report.ConsumerReport.State;
import dev.tandem.messaging.report.CriticalTimes;
import dev.tandem.messaging.report.DeliveryCounts;
import dev.tandem.messaging.report.LastFailure;
import dev.tandem.messaging.report.OutboxReport;
import dev.tandem.messaging.report.RecentDeliveries.Window;
import dev.tandem.messaging.report.ServiceReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes reports as services send them. */
final class Reports {

    private Reports() {}

    static ServiceReport of(String service, UUID instance, long number, Instant at, ConsumerReport... consumers) {
        return new ServiceReport(service, instance, number, at, new OutboxReport(number, 1.5, 1), List.of(consumers));
    }

    /** Reports a consumer that processed that many events, each in that many milliseconds. */
    static ConsumerReport consumer(String queue, State state, int done, long millis) {
        return consumer(queue, state, null, done, millis);
    }

    /** Makes a failure whose time grows with the number of events done. */
    static LastFailure lastFailure(int done) {
        return new LastFailure(Instant.EPOCH.plusSeconds(done), "after " + done);
    }

    static ConsumerReport consumer(String queue, State state, @Nullable String pausedOn, int done, long millis) {
        CriticalTimes times = new CriticalTimes();
        for (int i = 0; i < done; i++) {
            times.add(Duration.ofMillis(millis));
        }
        return new ConsumerReport(
                queue,
                state,
                pausedOn,
                5L,
                0.25,
                3L,
                new Window(60, done / 60.0, new DeliveryCounts(done, 1, 2, 3), times, lastFailure(done)));
    }
}
