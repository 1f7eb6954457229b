package dev.tandem.project.task;

import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.CreateTask;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskReordered;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.Project;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task: its {@link Details}, which people can change, and what the system records.
 *
 * @param rank sorts it among the tasks of its project
 * @param shifts other ranks that it got to make room for another task
 * @param version 1 when new, one more with each change; comments and shifts do not count, because they change nothing that
 *     a client could overwrite
 */
public record Task(
        UUID id,
        UUID workspaceId,
        UUID projectId,
        Details details,
        String rank,
        int shifts,
        int commentCount,
        long version,
        Start start,
        Instant updatedAt) {

    /**
     * The creator of the task, the time, and the way.
     *
     * @param built true if it came from the project's template
     */
    public record Start(String by, Instant at, boolean built) {}

    /** Columns that never change. */
    private static final Columns<Task> FIXED = Columns.<Task>none()
            .id("workspace_id", Task::workspaceId)
            .id("project_id", Task::projectId)
            .text("created_by", Task::createdBy)
            .time("created_at", Task::createdAt);

    private static final Columns<Task> BUILT =
            Columns.<Task>none().flag("built", task -> task.start().built());

    /** The id and the mutable columns that clients see. */
    private static final Columns<Task> CURRENT = Columns.<Task>none()
            .id("id", Task::id)
            .all(Details.COLUMNS, Task::details)
            .text("rank", Task::rank)
            .integer("comment_count", Task::commentCount)
            .bigint("version", Task::version)
            .time("updated_at", Task::updatedAt);

    private static final Columns<Task> SHOWN = CURRENT.all(FIXED, task -> task);

    /** The id and all mutable columns. */
    static final Columns<Task> CHANGING = CURRENT.integer("shifts", Task::shifts);

    static final Columns<Task> COLUMNS = CHANGING.all(FIXED, task -> task).all(BUILT, task -> task);

    /** Makes the row from an accepted command; the fact says its rank. */
    public static Task from(CreateTask command, TaskCreated fact, String creator, Instant at) {
        return new Task(
                command.taskId(),
                command.workspaceId(),
                command.projectId(),
                Details.of(command),
                Objects.requireNonNull(fact.rank()),
                0,
                0,
                1,
                new Start(creator, at, false),
                at);
    }

    /** Makes the row of a task from the project's template. */
    public static Task built(UUID id, Project project, Details details, String rank, Instant at) {
        Start start = new Start(project.createdBy(), at, true);
        return new Task(id, project.workspaceId(), project.id(), details, rank, 0, 0, 1, start, at);
    }

    static Task from(Row row) {
        return new Task(
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                row.getUUID("project_id"),
                Details.from(row),
                row.getString("rank"),
                row.getInteger("shifts"),
                row.getInteger("comment_count"),
                row.getLong("version"),
                new Start(row.getString("created_by"), Times.in(row, "created_at"), row.getBoolean("built")),
                Times.in(row, "updated_at"));
    }

    public String createdBy() {
        return start.by();
    }

    public Instant createdAt() {
        return start.at();
    }

    /** Returns true if the task is in that workspace and project. */
    public boolean isIn(UUID workspace, UUID project) {
        return workspaceId.equals(workspace) && projectId.equals(project);
    }

    /**
     * Returns the task after a fact that the command caused. When it caused several, the first applies all changes, and
     * each raises the version.
     */
    public Task after(ChangeTask command, Occurrence occurrence) {
        return new Task(
                id,
                workspaceId,
                projectId,
                details.after(command, occurrence.at()),
                rankAfter(occurrence.fact()),
                shifts,
                commentCount,
                occurrence.sequence(),
                start,
                occurrence.at());
    }

    private String rankAfter(Fact fact) {
        String other = fact instanceof TaskMoved moved
                ? moved.rank()
                : fact instanceof TaskReordered reordered ? reordered.rank() : null;
        return other == null ? rank : other;
    }

    /** Returns the task with one more comment. */
    public Task commented() {
        return new Task(id, workspaceId, projectId, details, rank, shifts, commentCount + 1, version, start, updatedAt);
    }

    /** Returns the task with another rank, which makes room for another task. */
    public Task shifted(String other) {
        return new Task(
                id, workspaceId, projectId, details, other, shifts + 1, commentCount, version, start, updatedAt);
    }

    /** Returns the task after the deletion of its section. */
    public Task rehomed(@Nullable UUID section, Instant at) {
        return new Task(
                id, workspaceId, projectId, details.in(section), rank, shifts, commentCount, version + 1, start, at);
    }

    /**
     * The ETag covers everything that is shown, so a comment or a shift changes it too; a change request compares only the
     * version in it.
     */
    String etag() {
        return version + "-" + (commentCount + shifts);
    }

    JsonObject toJson() {
        return SHOWN.toJson(this).put("completed", details.completed());
    }
}
