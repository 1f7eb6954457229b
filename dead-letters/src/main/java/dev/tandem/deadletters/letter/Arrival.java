package dev.tandem.deadletters.letter;

import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.erasure.Redaction;
import dev.tandem.runtime.Tandem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message on its arrival among the dead letters.
 *
 * @param claim the claim under which the message was replayed, if it was
 */
public record Arrival(
        Kind kind,
        Place place,
        About about,
        Failure failure,
        JsonObject headers,
        @Nullable String contentType,
        Buffer body,
        @Nullable UUID claim) {

    /** Identifies all copies of one message that failed in the same place. */
    public String identity() {
        UUID eventId = about.eventId();
        String place = kind == Kind.UNROUTABLE
                ? place().exchange() + "/" + place().routingKey()
                : String.valueOf(place().consumer());
        return kind.wireName() + " " + place + " "
                + (eventId == null ? Fingerprint.digest(body.getBytes()) : eventId.toString());
    }

    /** Returns the arrival with the message's body and none of its attributes, for a database that rejects these. */
    public Arrival bare(String why) {
        return new Arrival(
                kind,
                new Place(kind == Kind.UNROUTABLE ? null : "unknown", "", ""),
                About.NOTHING,
                new Failure("unreadable", Texts.stored(why, 1_000), null, null, 1, new JsonArray(), null, null),
                new JsonObject(),
                null,
                body,
                null);
    }

    /** Returns the arrival without erased people: in its body, and in the attributes read from that. */
    public Arrival redactedBy(Redaction redaction) {
        Buffer redacted = redaction.body(body, Tandem.TOPOLOGY.erasePerson().type());
        if (redacted == body) {
            return this;
        }
        About of = CloudEvents.read(CloudEvents.SINGLE, redacted).get(0) instanceof CloudEvents.Entry.Readable event
                ? About.of(event.envelope())
                : about;
        return new Arrival(kind, place, of, failure, headers, contentType, redacted, claim);
    }
}
