package dev.tandem.project.project;

import dev.tandem.kit.retention.Rule;
import java.time.Duration;
import java.util.List;

/**
 * Purges deleted projects after their retention period: comments and histories first, then tasks, sections, leads and the
 * project.
 */
public final class DeletedProjects {

    private static final String DUE = "p.deleted_at < " + Rule.AGE;

    private static final String COMMENTS = """
            DELETE FROM comment WHERE id IN (
                SELECT c.id FROM project p JOIN task t ON t.project_id = p.id JOIN comment c ON c.task_id = t.id
                WHERE %s LIMIT $2)
            """.formatted(DUE);

    private static final String HISTORIES = """
            DELETE FROM task_history WHERE (task_id, version) IN (
                SELECT h.task_id, h.version
                FROM project p JOIN task t ON t.project_id = p.id JOIN task_history h ON h.task_id = t.id
                WHERE %s LIMIT $2)
            """.formatted(DUE);

    private static final String TASKS = """
            DELETE FROM task WHERE id IN (
                SELECT t.id FROM project p JOIN task t ON t.project_id = p.id WHERE %s LIMIT $2)
            """.formatted(DUE);

    private static final String SECTIONS = """
            DELETE FROM section WHERE id IN (
                SELECT s.id FROM project p JOIN section s ON s.project_id = p.id WHERE %s LIMIT $2)
            """.formatted(DUE);

    private static final String LEADS = """
            DELETE FROM project_member WHERE (project_id, user_id) IN (
                SELECT m.project_id, m.user_id FROM project p JOIN project_member m ON m.project_id = p.id
                WHERE %s LIMIT $2)
            """.formatted(DUE);

    private static final String PROJECTS = """
            DELETE FROM project WHERE id IN (SELECT p.id FROM project p WHERE %s LIMIT $2)
            """.formatted(DUE);

    private DeletedProjects() {}

    /** @param kept how long a project is kept after its deletion */
    public static List<Rule> retention(Duration kept) {
        return List.of(
                new Rule("comments of deleted projects", kept, COMMENTS),
                new Rule("histories of tasks of deleted projects", kept, HISTORIES),
                new Rule("tasks of deleted projects", kept, TASKS),
                new Rule("sections of deleted projects", kept, SECTIONS),
                new Rule("leads of deleted projects", kept, LEADS),
                new Rule("deleted projects", kept, PROJECTS));
    }
}
