package dev.tandem.feed.entry;

import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a feed.
 *
 * @param id the event's
 * @param projectId absent for what happened to the workspace itself
 * @param taskId absent for what is about no task
 * @param at when it happened, in the microseconds that the database keeps
 * @param verb the event's topic: {@code project.created}
 * @param actor absent for the system itself
 * @param summary the same in a sentence
 */
public record FeedEntry(
        UUID id,
        UUID workspaceId,
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        Instant at,
        String verb,
        @Nullable Actor actor,
        Topic object,
        String summary) {

    static FeedEntry of(Event event) {
        return of(event.envelope(), (Fact) event.payload());
    }

    /** @throws IllegalArgumentException when the envelope is another workspace's: it must reach nobody's feed */
    static FeedEntry of(Envelope envelope, Fact fact) {
        if (!envelope.tenant().equals(fact.workspaceId().toString())) {
            throw new IllegalArgumentException(
                    "The event is about workspace " + fact.workspaceId() + ", its envelope about another");
        }
        Story story = Story.of(fact, envelope.actor());
        return new FeedEntry(
                envelope.id(),
                fact.workspaceId(),
                story.projectId(),
                story.taskId(),
                envelope.time().truncatedTo(ChronoUnit.MICROS),
                Contracts.of(fact).routingKey(),
                story.actor(),
                story.object(),
                story.summary());
    }
}
