package dev.tandem.notifier.reaction;

import dev.tandem.contracts.Fact;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import java.util.UUID;

/** A fact as it was told. */
record ReceivedFact(Envelope envelope, Fact fact) {

    static ReceivedFact by(Event event) {
        return new ReceivedFact(event.envelope(), (Fact) event.payload());
    }

    UUID eventId() {
        return envelope.id();
    }

    UUID workspaceId() {
        return fact.workspaceId();
    }

    /** Whether fact and envelope are about the same workspace. */
    boolean atHome() {
        return envelope.tenant().equals(workspaceId().toString());
    }
}
