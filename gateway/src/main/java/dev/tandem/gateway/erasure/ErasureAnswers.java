package dev.tandem.gateway.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.contracts.Contracts;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.erasure.PersonErased;
import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.runtime.Tandem;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Records which services have erased a person, and passes all other events on. Idempotent. */
public record ErasureAnswers(MessageHandler others, Clock clock) implements MessageHandler {

    /**
     * The gateway's personal data. Operations stay, so that requests that wait for them still end. They belong to the
     * pseudonym, so no user can query them any more.
     */
    public static final PersonalData PERSONAL_DATA = PersonalData.NONE
            .deleted("idempotency_key", "operation_id IN (SELECT id FROM operation WHERE user_id = $1)")
            .ids("operation", "user_id")
            .sentences("operation", "reason")
            .json("operation", "error")
            .ids("erasure", "requested_by");

    /** Reads the payloads that this handler and the others handle. */
    public static Object read(String type, JsonNode data) {
        return type.equals(Tandem.TOPOLOGY.personErased().type())
                ? PersonErased.read(data)
                : Contracts.read(type, data);
    }

    @Override
    public Duration gathersFor() {
        return others.gathersFor();
    }

    @Override
    public Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
        List<PersonErased> answers = new ArrayList<>();
        List<Event> rest = new ArrayList<>(events.size());
        for (Event event : events) {
            if (event.payload() instanceof PersonErased answer) {
                answers.add(answer);
            } else {
                rest.add(event);
            }
        }
        if (answers.isEmpty()) {
            return others.handle(work, events);
        }
        work.beforeCommit(tx -> new ErasureStore(tx).answered(answers, clock.instant()));
        return (rest.isEmpty() ? Future.succeededFuture(List.<Outcome>of()) : others.handle(work, rest))
                .map(outcomes -> inPlace(events, outcomes));
    }

    private static List<Outcome> inPlace(List<Event> events, List<Outcome> outcomes) {
        Iterator<Outcome> ofOthers = outcomes.iterator();
        return events.stream()
                .map(event -> event.payload() instanceof PersonErased ? Outcome.done() : ofOthers.next())
                .toList();
    }
}
