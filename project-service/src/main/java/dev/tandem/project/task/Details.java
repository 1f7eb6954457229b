package dev.tandem.project.task;

import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.CreateTask;
import dev.tandem.contracts.TaskDescribed;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a task that people can change. A new detail needs a component here, a column, and a place in each method
 * that makes a {@code Details}. If its column is among the {@link #DESCRIBING}, {@link TaskDescribed} reports its change;
 * otherwise it needs a fact in {@link TaskFacts}. Rows, answers, decisions and histories follow.
 *
 * @param completedAt null while the task is open
 */
public record Details(
        String title,
        @Nullable String description,
        @Nullable UUID sectionId,
        @Nullable String assigneeId,
        @Nullable LocalDate dueOn,
        @Nullable Instant completedAt) {

    /** The columns whose changes have no facts of their own. */
    private static final Columns<Details> DESCRIBING =
            Columns.<Details>none().text("description", Details::description);

    static final Columns<Details> COLUMNS = Columns.<Details>none()
            .text("title", Details::title)
            .all(DESCRIBING, details -> details)
            .id("section_id", Details::sectionId)
            .text("assignee_id", Details::assigneeId)
            .day("due_on", Details::dueOn)
            .time("completed_at", Details::completedAt);

    /** Members whose values are too long to be kept with each change. */
    private static final Set<String> LONG = Set.of("description");

    static Details from(Row row) {
        return new Details(
                row.getString("title"),
                row.getString("description"),
                row.getUUID("section_id"),
                row.getString("assignee_id"),
                row.getLocalDate("due_on"),
                Times.optionalIn(row, "completed_at"));
    }

    /** Details of a new task. */
    public static Details of(CreateTask command) {
        return new Details(
                command.title(),
                command.description(),
                command.sectionId(),
                command.assigneeId(),
                DueDay.of(command.dueOn()),
                null);
    }

    /** Details of a task that a template puts into a section. */
    public static Details of(String title, @Nullable String description, UUID sectionId) {
        return new Details(title, description, sectionId, null, null, null);
    }

    /**
     * Returns the details after the command; what it does not mention stays. Clearing wins over a given value.
     * Idempotent.
     */
    Details after(ChangeTask command, Instant now) {
        return new Details(
                Objects.requireNonNullElse(command.title(), title),
                after(command, "description", command.description(), description),
                after(command, "sectionId", command.sectionId(), sectionId),
                after(command, "assigneeId", command.assigneeId(), assigneeId),
                after(command, "dueOn", DueDay.of(command.dueOn()), dueOn),
                completedAfter(command, now));
    }

    private static <V> @Nullable V after(ChangeTask command, String member, @Nullable V told, @Nullable V present) {
        if (command.clear().contains(member)) {
            return null;
        }
        return told == null ? present : told;
    }

    /** Returns the details with another section. */
    Details in(@Nullable UUID section) {
        return new Details(title, description, section, assigneeId, dueOn, completedAt);
    }

    private @Nullable Instant completedAfter(ChangeTask command, Instant now) {
        boolean desired = Objects.requireNonNullElse(command.completed(), completed());
        if (desired == completed()) {
            return completedAt;
        }
        return desired ? now : null;
    }

    /** Returns the names of the members that differ and whose change has no fact of its own. */
    List<String> describedOtherwiseThan(Details before) {
        return DESCRIBING.changed(before, this);
    }

    /**
     * Returns the members that differ, each with its value then ({@code from}) and now ({@code to}); with neither if it is a
     * long text.
     */
    JsonObject changesSince(Details before) {
        JsonObject then = COLUMNS.toJson(before);
        JsonObject now = COLUMNS.toJson(this);
        JsonObject changes = new JsonObject();
        for (String member : COLUMNS.changed(before, this)) {
            JsonObject change = new JsonObject();
            if (!LONG.contains(member)) {
                change.put("from", then.getValue(member)).put("to", now.getValue(member));
            }
            changes.put(member, change);
        }
        return changes;
    }

    boolean completed() {
        return completedAt != null;
    }
}
