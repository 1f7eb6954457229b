package dev.tandem.messaging.consume;

import dev.tandem.messaging.Topology;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.Tuning;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.metrics.ConsumerMetrics;
import dev.tandem.messaging.trace.Tracing;
import java.time.Clock;

/**
 * Resources of one consumer.
 *
 * @param publisher for copies, dead letters, answers and notices; may be shared
 * @param transactor for the transactions in which events take effect
 * @param metrics of this consumer alone
 * @param clock the database's clock, which decides how old an event is
 */
public record ConsumerResources(
        Broker broker,
        Publisher publisher,
        Transactor transactor,
        Tracing tracing,
        ConsumerMetrics metrics,
        Clock clock,
        Tuning tuning) {

    Topology topology() {
        return broker.topology();
    }
}
