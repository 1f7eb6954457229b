package dev.tandem.deadletters.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.ContractViolation;
import dev.tandem.contracts.Contracts;
import dev.tandem.deadletters.letter.Letter;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Replaces the data of an event before a replay. Off unless the service's configuration allows it. */
record Editing(boolean allowed) {

    /**
     * Returns the event to send instead of the letter's: with a new id, because it is a different event to every inbox,
     * and caused by the event that it replaces. Null without a payload.
     *
     * @throws dev.tandem.kit.http.ProblemException when editing is off, or the data does not fit the event's contract
     */
    Claim.@Nullable Edited edit(Letter letter, @Nullable JsonObject payload) {
        if (payload == null) {
            return null;
        }
        if (!allowed) {
            throw Problems.forbidden("Editing is off here. Whoever runs the service can turn it on with"
                            + " DEAD_LETTER_EDITING=true; without a payload the letter is replayed as it is.")
                    .asException();
        }
        Envelope envelope = envelope(letter);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return new Claim.Edited(id, CloudEvents.write(successor(envelope, id), data(envelope.type(), payload)));
    }

    private static Envelope envelope(Letter letter) {
        return CloudEvents.read(letter.contentType(), letter.body()).stream()
                .filter(CloudEvents.Entry.Readable.class::isInstance)
                .map(entry -> ((CloudEvents.Entry.Readable) entry).envelope())
                .findFirst()
                .orElseThrow(
                        () -> Problems.conflict("The letter holds no event that can be read, so there is no data in"
                                        + " it to be edited.")
                                .asException());
    }

    private static JsonNode data(String type, JsonObject payload) {
        try {
            JsonNode data = Contracts.mapper().readTree(payload.encode());
            Contracts.read(type, data);
            return data;
        } catch (ContractViolation | JsonProcessingException misfit) {
            throw Problems.invalid(
                            "The payload does not fit the contract of the event.",
                            List.of(new Violation("/payload", String.valueOf(misfit.getMessage()))))
                    .asException();
        }
    }

    private static Envelope successor(Envelope old, UUID id) {
        return old.but().id(id).causationId(old.id().toString()).build();
    }
}
