package dev.tandem.project.task;

import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.CreateTask;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.contracts.TaskDeleted;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskReordered;
import dev.tandem.contracts.TaskRestored;
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
 * @param version 1 when new, one more with each change; what the tally counts does not, because it changes nothing that a client
 *     could overwrite
 * @param deletion null unless it is in the trash
 */
public record Task(
        UUID id,
        UUID workspaceId,
        UUID projectId,
        Details details,
        String rank,
        Tally tally,
        long version,
        Start start,
        Instant updatedAt,
        @Nullable Deletion deletion) {

    /**
     * The creator of the task, the time, and the way.
     *
     * @param built true if it came from the project's template
     */
    public record Start(String by, Instant at, boolean built) {}

    /**
     * Counts what leaves the version as it is.
     *
     * @param comments those that it has
     * @param deletedComments those that it had
     * @param shifts other ranks that it got to make room for another task
     */
    public record Tally(int comments, int deletedComments, int shifts) {

        static final Tally NONE = new Tally(0, 0, 0);

        /** More with each change: a number that no other state of the task with this version has. */
        public int changes() {
            return comments + 2 * deletedComments + shifts;
        }
    }

    /**
     * Who put it into the trash, and when.
     *
     * @param sectionGone true if the section in which it was has been deleted since
     */
    public record Deletion(String by, Instant at, boolean sectionGone) {

        static @Nullable Deletion from(Row row) {
            Instant at = Times.optionalIn(row, "deleted_at");
            return at == null ? null : new Deletion(row.getString("deleted_by"), at, row.getBoolean("section_gone"));
        }
    }

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
    static final Columns<Task> CHANGING = CURRENT.integer("shifts", task -> task.tally.shifts)
            .integer("deleted_comments", task -> task.tally.deletedComments)
            .time("deleted_at", Task::deletedAt)
            .text("deleted_by", task -> task.deletion == null ? null : task.deletion.by);

    static final Columns<Task> COLUMNS = CHANGING.all(FIXED, task -> task).all(BUILT, task -> task);

    /** Makes the row from an accepted command; the fact says its rank. */
    public static Task from(CreateTask command, TaskCreated fact, String creator, Instant at) {
        return new Task(
                command.taskId(),
                command.workspaceId(),
                command.projectId(),
                Details.of(command),
                Objects.requireNonNull(fact.rank()),
                Tally.NONE,
                1,
                new Start(creator, at, false),
                at,
                null);
    }

    /** Makes the row of a task from the project's template. */
    public static Task built(UUID id, Project project, Details details, String rank, Instant at) {
        Start start = new Start(project.createdBy(), at, true);
        return new Task(id, project.workspaceId(), project.id(), details, rank, Tally.NONE, 1, start, at, null);
    }

    static Task from(Row row) {
        return new Task(
                row.getUUID("id"),
                row.getUUID("workspace_id"),
                row.getUUID("project_id"),
                Details.from(row),
                row.getString("rank"),
                new Tally(
                        row.getInteger("comment_count"), row.getInteger("deleted_comments"), row.getInteger("shifts")),
                row.getLong("version"),
                new Start(row.getString("created_by"), Times.in(row, "created_at"), row.getBoolean("built")),
                Times.in(row, "updated_at"),
                Deletion.from(row));
    }

    public int commentCount() {
        return tally.comments;
    }

    public boolean inTrash() {
        return deletion != null;
    }

    @Nullable
    Instant deletedAt() {
        return deletion == null ? null : deletion.at;
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
        return with(
                details.after(command, occurrence.at()),
                rankAfter(occurrence.fact()),
                tally,
                occurrence.sequence(),
                occurrence.at(),
                deletion);
    }

    /** Returns the task in the trash. */
    public Task after(TaskDeleted fact, Occurrence occurrence) {
        Deletion now = new Deletion(fact.by().userId(), occurrence.at(), false);
        return with(details, rank, tally, occurrence.sequence(), occurrence.at(), now);
    }

    /** Returns the task as it was before it came into the trash, with the next version. */
    public Task after(TaskRestored fact, Occurrence occurrence) {
        return with(details.in(fact.sectionId()), fact.rank(), tally, occurrence.sequence(), occurrence.at(), null);
    }

    private String rankAfter(Fact fact) {
        String other = fact instanceof TaskMoved moved
                ? moved.rank()
                : fact instanceof TaskReordered reordered ? reordered.rank() : null;
        return other == null ? rank : other;
    }

    /** Returns the task with one more comment. */
    public Task commented() {
        return with(
                details,
                rank,
                new Tally(tally.comments + 1, tally.deletedComments, tally.shifts),
                version,
                updatedAt,
                deletion);
    }

    /** Returns the task without one of its comments. */
    public Task silenced() {
        return with(
                details,
                rank,
                new Tally(tally.comments - 1, tally.deletedComments + 1, tally.shifts),
                version,
                updatedAt,
                deletion);
    }

    /** Returns the task with another rank, which makes room for another task. */
    public Task shifted(String other) {
        return with(
                details,
                other,
                new Tally(tally.comments, tally.deletedComments, tally.shifts + 1),
                version,
                updatedAt,
                deletion);
    }

    /** Returns the task after the deletion of its section. One in the trash will be restored into no section. */
    public Task rehomed(@Nullable UUID section, Instant at) {
        return deletion == null
                ? with(details.in(section), rank, tally, version + 1, at, null)
                : with(details, rank, tally, version, updatedAt, new Deletion(deletion.by, deletion.at, true));
    }

    /** Returns the section into which the task is restored; null if it was in none, or if that was deleted meanwhile. */
    @Nullable
    UUID lastingSection() {
        return deletion != null && deletion.sectionGone ? null : details.sectionId();
    }

    /** Returns what a history tells of a change, as {@link Details#changesSince} does; a deletion is a change too. */
    JsonObject changesSince(Task before) {
        JsonObject changes = details.changesSince(before.details);
        return Objects.equals(before.deletedAt(), deletedAt())
                ? changes
                : changes.put(
                        "deletedAt",
                        new JsonObject().put("from", before.deletedAt()).put("to", deletedAt()));
    }

    private Task with(
            Details newDetails,
            String newRank,
            Tally newTally,
            long newVersion,
            Instant at,
            @Nullable Deletion newDeletion) {
        return new Task(id, workspaceId, projectId, newDetails, newRank, newTally, newVersion, start, at, newDeletion);
    }

    /**
     * The ETag covers everything that is shown, so a comment or a shift changes it too; a change request compares only the
     * version in it.
     */
    String etag() {
        return version + "-" + tally.changes();
    }

    JsonObject toJson() {
        return SHOWN.toJson(this).put("completed", details.completed());
    }
}
