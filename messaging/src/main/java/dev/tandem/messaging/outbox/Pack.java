package dev.tandem.messaging.outbox;

import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.envelope.CloudEvents;
import java.util.List;
import java.util.Map;

/** Turns rows for one destination into one message. */
final class Pack {

    private Pack() {}

    /** Publishes one event as itself, and several as a batch. */
    static Publication publication(List<OutboxRow> pack) {
        OutboxRow first = pack.get(0);
        boolean alone = pack.size() == 1;
        return new Publication(
                first.exchange(),
                first.routingKey(),
                alone
                        ? Publication.Properties.of(CloudEvents.SINGLE, first.envelope())
                        : Publication.Properties.of(CloudEvents.BATCH),
                Map.of(),
                alone
                        ? first.body()
                        : CloudEvents.pack(pack.stream().map(OutboxRow::body).toList()));
    }
}
