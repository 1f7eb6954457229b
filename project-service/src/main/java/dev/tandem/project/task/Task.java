package dev.tandem.project.task;

import dev.tandem.contracts.Command;
import dev.tandem.contracts.CreateTask;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.table.Found;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param completedAt null while there is something to do
 * @param version 1 when new, one more with each change, and none with a comment, which changes nothing that readers could overwrite
 * @param built whether it came from the project's template
 */
public record Task(
        UUID id,
        UUID workspaceId,
        UUID projectId,
        @Nullable UUID sectionId,
        String title,
        @Nullable String description,
        @Nullable String assigneeId,
        @Nullable LocalDate dueOn,
        @Nullable Instant completedAt,
        int commentCount,
        long version,
        boolean built,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {

    /** The row of a task that was decided upon; the fact leaves out what its listeners need not know. */
    public static Task from(CreateTask command, TaskCreated fact, Instant at) {
        return new Task(
                fact.taskId(),
                fact.workspaceId(),
                fact.projectId(),
                fact.sectionId(),
                fact.title(),
                command.description(),
                fact.assigneeId(),
                DueDay.of(fact.dueOn()),
                null,
                0,
                1,
                false,
                fact.by().userId(),
                at,
                at);
    }

    static Task from(Row row) {
        return new Task(
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                row.getUUID("project_id"),
                row.getUUID("section_id"),
                row.getString("title"),
                row.getString("description"),
                row.getString("assignee_id"),
                row.getLocalDate("due_on"),
                Found.instant(row, "completed_at"),
                row.getInteger("comment_count"),
                row.getLong("version"),
                row.getBoolean("built"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    public boolean completed() {
        return completedAt != null;
    }

    /** Whether this is where the task is. */
    public boolean isIn(UUID workspace, UUID project) {
        return workspaceId.equals(workspace) && projectId.equals(project);
    }

    /**
     * The task after a fact that the command led to.
     *
     * @param command tells what the fact leaves out
     */
    public Task after(Command command, Occurrence occurrence) {
        return new Edit(this, command, occurrence).result();
    }

    /** The same, about which one thing more was said. */
    public Task commented() {
        return new Task(
                id,
                workspaceId,
                projectId,
                sectionId,
                title,
                description,
                assigneeId,
                dueOn,
                completedAt,
                commentCount + 1,
                version,
                built,
                createdBy,
                createdAt,
                updatedAt);
    }

    /** Of all that is shown, so that it changes with a comment too; a change is held to the version in it alone. */
    String etag() {
        return version + "-" + commentCount;
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("projectId", projectId.toString())
                .put("workspaceId", workspaceId.toString())
                .put("title", title)
                .put("description", description)
                .put("sectionId", sectionId == null ? null : sectionId.toString())
                .put("assigneeId", assigneeId)
                .put("dueOn", DueDay.text(dueOn))
                .put("completed", completed())
                .put("completedAt", completedAt)
                .put("version", version)
                .put("commentCount", commentCount)
                .put("createdBy", createdBy)
                .put("createdAt", createdAt)
                .put("updatedAt", updatedAt);
    }
}
