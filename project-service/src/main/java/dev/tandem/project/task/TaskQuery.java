package dev.tandem.project.task;

import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Query;
import dev.tandem.kit.request.UserIds;
import dev.tandem.kit.table.Conditions;
import dev.tandem.kit.table.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Selects tasks among those of all projects that a user may read. An empty condition selects all.
 *
 * @param assignee the user to whom they are assigned; see also {@code unassigned}
 * @param unassigned true for tasks that are assigned to nobody
 * @param completed true for completed tasks only, false for open ones only
 * @param dueFrom the first due day
 * @param dueTo the last due day
 */
record TaskQuery(
        String reader,
        Optional<UUID> workspace,
        Optional<UUID> project,
        Optional<String> assignee,
        boolean unassigned,
        Optional<Boolean> completed,
        Optional<LocalDate> dueFrom,
        Optional<LocalDate> dueTo,
        Optional<Instant> updatedSince) {

    static final String[] PARAMETERS = {
        "workspaceId",
        "projectId",
        "assigneeId",
        "assignee",
        "completed",
        "dueFrom",
        "dueTo",
        "updatedSince",
        "sort",
        "direction",
        "cursor",
        "limit"
    };

    /** Reads the parameters; 400 for a fault in one, and for two assignees. */
    static TaskQuery of(Query query, String reader) {
        Optional<String> assignee = UserIds.inQuery(query, "assigneeId");
        Optional<String> word = query.word("assignee", List.of("me", "none"));
        if (assignee.isPresent() && word.isPresent()) {
            throw Problems.malformed("assignee and assigneeId are both given.").asException();
        }
        return new TaskQuery(
                reader,
                query.id("workspaceId"),
                query.id("projectId"),
                word.filter("me"::equals).map(me -> reader).or(() -> assignee),
                word.filter("none"::equals).isPresent(),
                query.text("completed").map(given -> query.flag("completed")),
                query.day("dueFrom"),
                query.day("dueTo"),
                query.time("updatedSince"));
    }

    /** The conditions on the caller's workspaces, each preceded by {@code AND}. */
    String onWorkspaces(Conditions values) {
        StringBuilder conditions = new StringBuilder();
        workspace.ifPresent(id -> conditions.append(" AND workspace_id = ").append(values.parameter(id)));
        project.ifPresent(id -> conditions
                .append(" AND workspace_id = (SELECT p.workspace_id FROM project p WHERE p.id = ")
                .append(values.parameter(id))
                .append(")"));
        return conditions.toString();
    }

    /** The conditions on tasks, each preceded by {@code AND}; left out if empty, so that PostgreSQL uses the index for the others. */
    String onTasks(Conditions values) {
        StringBuilder conditions = new StringBuilder();
        project.ifPresent(id -> conditions.append(" AND project_id = ").append(values.parameter(id)));
        assignee.ifPresent(id -> conditions.append(" AND assignee_id = ").append(values.parameter(id)));
        if (unassigned) {
            conditions.append(" AND assignee_id IS NULL");
        }
        completed.ifPresent(done -> conditions.append(" AND completed_at IS ").append(done ? "NOT NULL" : "NULL"));
        dueFrom.ifPresent(day -> conditions
                .append(" AND due_on IS NOT NULL AND coalesce(due_on, DATE '10000-01-01') >= ")
                .append(values.parameter(day)));
        dueTo.ifPresent(day -> conditions
                .append(" AND coalesce(due_on, DATE '10000-01-01') <= ")
                .append(values.parameter(day)));
        updatedSince.ifPresent(
                time -> conditions.append(" AND updated_at >= ").append(values.parameter(Times.utc(time))));
        return conditions.toString();
    }
}
