package dev.tandem.notifier.announcement;

import dev.tandem.contracts.CommentFact;
import dev.tandem.contracts.Fact;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import java.util.UUID;

/** A fact with its envelope, as received. */
public record ReceivedFact(Envelope envelope, Fact fact) {

    public static ReceivedFact by(Event event) {
        return new ReceivedFact(event.envelope(), (Fact) event.payload());
    }

    public UUID eventId() {
        return envelope.id();
    }

    public Cause cause() {
        UUID comment = fact instanceof CommentFact ofComment ? ofComment.commentId() : null;
        return new Cause(envelope.id(), envelope.operationId(), envelope.traceparent(), comment);
    }

    public UUID workspaceId() {
        return fact.workspaceId();
    }

    /** Returns true if fact and envelope name the same workspace. */
    public boolean atHome() {
        return envelope.tenant().equals(workspaceId().toString());
    }
}
