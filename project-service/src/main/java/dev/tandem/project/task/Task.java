package dev.tandem.project.task;

import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.CreateTask;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.Project;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/**
 * A task: its {@link Details}, which people can change, and what the system records.
 *
 * @param version 1 when new, one more with each change; comments do not count, because they change nothing that a
 *     client could overwrite
 */
public record Task(
        UUID id,
        UUID workspaceId,
        UUID projectId,
        Details details,
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

    /** The id and the mutable columns. */
    static final Columns<Task> CHANGING = Columns.<Task>none()
            .id("id", Task::id)
            .all(Details.COLUMNS, Task::details)
            .integer("comment_count", Task::commentCount)
            .bigint("version", Task::version)
            .time("updated_at", Task::updatedAt);

    private static final Columns<Task> SHOWN = CHANGING.all(FIXED, task -> task);

    static final Columns<Task> COLUMNS = SHOWN.all(BUILT, task -> task);

    /** Makes the row from an accepted command. */
    public static Task from(CreateTask command, String creator, Instant at) {
        return new Task(
                command.taskId(),
                command.workspaceId(),
                command.projectId(),
                Details.of(command),
                0,
                1,
                new Start(creator, at, false),
                at);
    }

    /** Makes the row of a task from the project's template. */
    public static Task built(UUID id, Project project, Details details, Instant at) {
        return new Task(
                id, project.workspaceId(), project.id(), details, 0, 1, new Start(project.createdBy(), at, true), at);
    }

    static Task from(Row row) {
        return new Task(
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                row.getUUID("project_id"),
                Details.from(row),
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
                commentCount,
                occurrence.sequence(),
                start,
                occurrence.at());
    }

    /** Returns the task with one more comment. */
    public Task commented() {
        return new Task(id, workspaceId, projectId, details, commentCount + 1, version, start, updatedAt);
    }

    /**
     * The ETag covers everything that is shown, so a comment changes it too; a change request compares only the version in
     * it.
     */
    String etag() {
        return version + "-" + commentCount;
    }

    JsonObject toJson() {
        return SHOWN.toJson(this).put("completed", details.completed());
    }
}
