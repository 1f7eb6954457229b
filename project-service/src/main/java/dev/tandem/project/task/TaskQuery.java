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
 * @param text words of the title or the description, the last of which may be incomplete
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
        Optional<Instant> updatedSince,
        Optional<String> text) {

    private static final int LONGEST_TEXT = 200;

    /** Workspaces in which words are looked for, unless one is named: those that the reader joined last. */
    static final int MOST_SEARCHED = 50;

    static final String[] PARAMETERS = {
        "workspaceId",
        "projectId",
        "assigneeId",
        "assignee",
        "completed",
        "dueFrom",
        "dueTo",
        "updatedSince",
        "text",
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
                query.time("updatedSince"),
                query.text("text", LONGEST_TEXT));
    }

    /** Selects the workspaces of the reader, and for each, if there are words, the query for them. */
    String workspaces(Conditions values) {
        String mine = "SELECT workspace_id FROM member WHERE user_id = " + values.parameter(reader) + onWorkspaces(values);
        return text.map(words -> "SELECT workspace_id, search_query(workspace_id, " + values.parameter(words)
                        + ", true) AS wanted FROM (" + mine + " ORDER BY added_at DESC, workspace_id DESC LIMIT "
                        + MOST_SEARCHED + ") AS joined")
                .orElse(mine);
    }

    /**
     * The tasks of one workspace, of which other conditions select: all, or the newest 5,000 that have the words. Each is looked up in
     * turn, so the table is never read as a whole.
     */
    String source() {
        return text.isEmpty() ? "task" : """
                (SELECT task_id FROM task_words WHERE words @@ mine.wanted AND workspace_id = mine.workspace_id
                 ORDER BY task_id DESC LIMIT 5000) AS newest
                CROSS JOIN LATERAL (SELECT * FROM task WHERE id = newest.task_id LIMIT 1) AS task""";
    }

    private String onWorkspaces(Conditions values) {
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
