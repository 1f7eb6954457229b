package dev.tandem.notifier.announcement;

import dev.tandem.contracts.MailRequest;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;

/** A request for a mail with its envelope, as received. */
public record ReceivedRequest(Envelope envelope, MailRequest request) {

    public static ReceivedRequest by(Event event) {
        return new ReceivedRequest(event.envelope(), (MailRequest) event.payload());
    }

    public Cause cause() {
        return new Cause(envelope.id(), envelope.operationId(), envelope.traceparent());
    }
}
