package dev.tandem.project.task;

import dev.tandem.contracts.Person;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one change made of a task.
 *
 * @param version the task's version after the change; if the change raised it several times, after the first
 * @param actorName the name that the workspace had for the actor at the time
 * @param changes as {@link Task#changesSince} returns them
 */
public record HistoryEntry(
        UUID taskId,
        long version,
        Instant at,
        String actorId,
        @Nullable String actorName,
        JsonObject changes,
        SectionNames sections) {

    /** The names of the sections that the task left and got into; the database adds them to a new entry. */
    record SectionNames(@Nullable String from, @Nullable String to) {

        static final SectionNames UNKNOWN = new SectionNames(null, null);
    }

    static final Columns<HistoryEntry> WRITTEN = Columns.<HistoryEntry>none()
            .id("task_id", HistoryEntry::taskId)
            .bigint("version", HistoryEntry::version)
            .time("at", HistoryEntry::at)
            .text("actor_id", HistoryEntry::actorId)
            .text("actor_name", HistoryEntry::actorName)
            .json("changes", HistoryEntry::changes);

    static final Columns<HistoryEntry> COLUMNS = WRITTEN.text(
                    "former_section", entry -> entry.sections().from())
            .text("section", entry -> entry.sections().to());

    /** Empty if nothing changed that a history tells, as when the task only got another place in its section. */
    public static Optional<HistoryEntry> of(Task before, Task after, Person by) {
        JsonObject changes = after.changesSince(before);
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new HistoryEntry(
                        after.id(),
                        after.version(),
                        after.updatedAt(),
                        by.userId(),
                        by.name(),
                        changes,
                        SectionNames.UNKNOWN));
    }

    static HistoryEntry from(Row row) {
        return new HistoryEntry(
                row.getUUID("task_id"),
                row.getLong("version"),
                Times.in(row, "at"),
                row.getString("actor_id"),
                row.getString("actor_name"),
                row.getJsonObject("changes"),
                new SectionNames(row.getString("former_section"), row.getString("section")));
    }

    JsonObject toJson() {
        JsonObject shown = changes.copy();
        JsonObject section = shown.getJsonObject("sectionId");
        if (section != null) {
            section.put("fromName", sections.from()).put("toName", sections.to());
        }
        return new JsonObject()
                .put("taskId", taskId.toString())
                .put("version", version)
                .put("at", at)
                .put("actor", new JsonObject().put("id", actorId).put("name", actorName))
                .put("changes", shown);
    }
}
