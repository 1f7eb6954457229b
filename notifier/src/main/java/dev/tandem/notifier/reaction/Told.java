package dev.tandem.notifier.reaction;

import dev.tandem.contracts.Fact;
import dev.tandem.messaging.Event;
import java.util.UUID;

/**
 * A fact as it was told.
 *
 * @param tenant the workspace that the envelope names
 * @param sequence of what the fact is about
 */
record Told(UUID eventId, String tenant, long sequence, Fact fact) {

    static Told by(Event event) {
        return new Told(
                event.envelope().id(),
                event.envelope().tenant(),
                event.envelope().sequence(),
                (Fact) event.payload());
    }
}
