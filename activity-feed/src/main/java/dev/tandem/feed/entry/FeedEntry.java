package dev.tandem.feed.entry;

import dev.tandem.contracts.CommentFact;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.kit.request.Position;
import dev.tandem.kit.sentence.Message;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a feed.
 *
 * @param id id of the event
 * @param projectId absent when the event concerns the workspace itself
 * @param taskId absent when the event concerns no task
 * @param at when it happened, in microseconds, the precision of the database
 * @param verb the event's topic: {@code project.created}
 * @param actor absent for the system itself
 * @param summary the entry as a sentence
 * @param message from which clients write the sentence in other languages; absent in entries of earlier versions
 * @param version of the comment, unless that is new; null for all else
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
        String summary,
        @Nullable Message message,
        @Nullable Long version) {

    static final Columns<FeedEntry> COLUMNS = Columns.<FeedEntry>none()
            .id("event_id", FeedEntry::id)
            .id("workspace_id", FeedEntry::workspaceId)
            .id("project_id", FeedEntry::projectId)
            .id("task_id", FeedEntry::taskId)
            .time("at", FeedEntry::at)
            .text("verb", FeedEntry::verb)
            .text("actor_id", entry -> entry.actor == null ? null : entry.actor.id())
            .text("actor_name", entry -> entry.actor == null ? null : entry.actor.name())
            .text("object_type", entry -> entry.object.type())
            .text("object_id", entry -> entry.object.id())
            .text("object_name", entry -> entry.object.name())
            .text("summary", FeedEntry::summary)
            .text("message_key", entry -> entry.message == null ? null : entry.message.key())
            .json("arguments", entry -> entry.message == null ? null : entry.message.arguments())
            .bigint("version", FeedEntry::version);

    /** Its place in a feed. */
    public Position position() {
        return new Position(at, id);
    }

    static FeedEntry from(Row row) {
        String actorId = row.getString("actor_id");
        return new FeedEntry(
                row.getUUID("event_id"),
                row.getUUID("workspace_id"),
                row.getUUID("project_id"),
                row.getUUID("task_id"),
                Times.in(row, "at"),
                row.getString("verb"),
                actorId == null ? null : new Actor(actorId, row.getString("actor_name")),
                new Topic(row.getString("object_type"), row.getString("object_id"), row.getString("object_name")),
                row.getString("summary"),
                Message.from(row.getString("message_key"), row.getJsonObject("arguments")),
                row.getLong("version"));
    }

    /** Empty for what a feed does not tell. */
    static Optional<FeedEntry> of(Event event) {
        return of(event.envelope(), (Fact) event.payload());
    }

    /**
     * Empty for what a feed does not tell.
     *
     * @throws IllegalArgumentException when the envelope belongs to another workspace: the event must reach no feed
     */
    static Optional<FeedEntry> of(Envelope envelope, Fact fact) {
        if (!envelope.tenant().equals(fact.workspaceId().toString())) {
            throw new IllegalArgumentException(
                    "The event is about workspace " + fact.workspaceId() + ", its envelope about another");
        }
        EntryDraft story = EntryDraft.of(fact, envelope.actor());
        if (story == null) {
            return Optional.empty();
        }
        return Optional.of(new FeedEntry(
                envelope.id(),
                fact.workspaceId(),
                story.projectId(),
                story.taskId(),
                envelope.time().truncatedTo(ChronoUnit.MICROS),
                Contracts.of(fact).routingKey(),
                story.actor(),
                story.object(),
                story.sentence().text(),
                story.sentence().message(),
                fact instanceof CommentFact && envelope.sequence() > 1 ? envelope.sequence() : null));
    }
}
