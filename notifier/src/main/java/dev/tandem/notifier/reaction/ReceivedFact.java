package dev.tandem.notifier.reaction;

import dev.tandem.contracts.Fact;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.notifier.announcement.Cause;
import java.util.UUID;

/** A fact with its envelope, as received. */
record ReceivedFact(Envelope envelope, Fact fact) {

    static ReceivedFact by(Event event) {
        return new ReceivedFact(event.envelope(), (Fact) event.payload());
    }

    UUID eventId() {
        return envelope.id();
    }

    Cause cause() {
        return new Cause(envelope.id(), envelope.operationId(), envelope.traceparent());
    }

    UUID workspaceId() {
        return fact.workspaceId();
    }

    /** Returns whether fact and envelope name the same workspace. */
    boolean atHome() {
        return envelope.tenant().equals(workspaceId().toString());
    }
}
