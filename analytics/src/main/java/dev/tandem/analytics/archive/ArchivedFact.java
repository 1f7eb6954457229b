package dev.tandem.analytics.archive;

import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.kit.table.Columns;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact before it is chained.
 *
 * @param at when it happened, in microseconds, the precision of the database
 * @param type the event's topic: {@code task.completed}
 * @param sequence the aggregate's version after it
 * @param actorId absent for the system itself
 * @param details what is kept of the payload
 */
record ArchivedFact(
        UUID eventId,
        UUID workspaceId,
        Instant at,
        String type,
        long sequence,
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        @Nullable String actorId,
        String correlationId,
        @Nullable String operationId,
        FactDetails details) {

    static final Columns<ArchivedFact> COLUMNS = Columns.<ArchivedFact>none()
            .id("event_id", ArchivedFact::eventId)
            .id("workspace_id", ArchivedFact::workspaceId)
            .time("at", ArchivedFact::at)
            .text("type", ArchivedFact::type)
            .bigint("sequence", ArchivedFact::sequence)
            .id("project_id", ArchivedFact::projectId)
            .id("task_id", ArchivedFact::taskId)
            .text("actor_id", ArchivedFact::actorId)
            .text("correlation_id", ArchivedFact::correlationId)
            .text("operation_id", ArchivedFact::operationId)
            .json("people", fact -> new JsonObject(fact.details.people()))
            .json("data", fact -> new JsonObject(fact.details.data()));

    /** @throws IllegalArgumentException when the envelope belongs to another workspace: the event must reach no archive */
    static ArchivedFact of(Event event) {
        Envelope envelope = event.envelope();
        Fact fact = (Fact) event.payload();
        if (!envelope.tenant().equals(fact.workspaceId().toString())) {
            throw new IllegalArgumentException(
                    "The event is about workspace " + fact.workspaceId() + ", its envelope about another");
        }
        return new ArchivedFact(
                envelope.id(),
                fact.workspaceId(),
                envelope.time().truncatedTo(ChronoUnit.MICROS),
                Contracts.of(fact).routingKey(),
                envelope.sequence(),
                FactPlaces.projectOf(fact),
                FactPlaces.taskOf(fact),
                envelope.actor(),
                envelope.correlationId(),
                envelope.operationId(),
                FactDetails.of(fact));
    }
}
