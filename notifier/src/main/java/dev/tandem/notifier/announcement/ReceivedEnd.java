package dev.tandem.notifier.announcement;

import dev.tandem.contracts.OperationEnd;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;

/** The end of an operation with its envelope, as received. */
public record ReceivedEnd(Envelope envelope, OperationEnd end) {

    public static ReceivedEnd by(Event event) {
        return new ReceivedEnd(event.envelope(), (OperationEnd) event.payload());
    }
}
