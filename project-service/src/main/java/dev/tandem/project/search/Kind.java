package dev.tandem.project.search;

/** What can be found, and the statement that finds it. */
enum Kind {
    project("""
            SELECT 'project' AS kind, p.id, p.workspace_id, p.id AS project_id, NULL::uuid AS task_id, p.name AS title,
                   p.description AS body, p.words, mine.wanted, mine.marked
            FROM mine CROSS JOIN LATERAL (
                SELECT id, workspace_id, name, description, words FROM project
                WHERE words @@ mine.wanted AND workspace_id = mine.workspace_id AND deleted_at IS NULL
                ORDER BY id DESC LIMIT 200
            ) p
            ORDER BY p.id DESC LIMIT 200
            """),

    task("""
            SELECT 'task' AS kind, t.id, t.workspace_id, t.project_id, t.id AS task_id, t.title, t.description AS body,
                   found.words, found.wanted, found.marked
            FROM (
                SELECT visible.*, mine.wanted, mine.marked
                FROM mine CROSS JOIN LATERAL (
                    SELECT * FROM (
                        SELECT task_id, words FROM task_words
                        WHERE words @@ mine.wanted AND workspace_id = mine.workspace_id
                        ORDER BY task_id DESC LIMIT 5000
                    ) newest
                    WHERE (SELECT t.deleted_at IS NULL AND p.deleted_at IS NULL
                           FROM task t JOIN project p ON p.id = t.project_id WHERE t.id = newest.task_id)
                    ORDER BY task_id DESC LIMIT 200
                ) visible
                ORDER BY visible.task_id DESC LIMIT 200
            ) found CROSS JOIN LATERAL (SELECT * FROM task WHERE id = found.task_id LIMIT 1) t
            """),

    comment("""
            SELECT 'comment' AS kind, c.id, c.workspace_id, t.project_id, c.task_id, t.title, c.text AS body,
                   found.words, found.wanted, found.marked
            FROM (
                SELECT visible.*, mine.wanted, mine.marked
                FROM mine CROSS JOIN LATERAL (
                    SELECT * FROM (
                        SELECT comment_id, words FROM comment_words
                        WHERE words @@ mine.wanted AND workspace_id = mine.workspace_id
                        ORDER BY comment_id DESC LIMIT 5000
                    ) newest
                    WHERE (SELECT t.deleted_at IS NULL AND p.deleted_at IS NULL
                           FROM comment c JOIN task t ON t.id = c.task_id JOIN project p ON p.id = t.project_id
                           WHERE c.id = newest.comment_id)
                    ORDER BY comment_id DESC LIMIT 200
                ) visible
                ORDER BY visible.comment_id DESC LIMIT 200
            ) found CROSS JOIN LATERAL (SELECT * FROM comment WHERE id = found.comment_id LIMIT 1) c
            CROSS JOIN LATERAL (SELECT * FROM task WHERE id = c.task_id LIMIT 1) t
            """);

    /**
     * Reads from {@code mine}. Takes the newest 200 that the reader may see; of each workspace, the newest 5,000 matches are tried. What
     * belongs to a match is looked up for each in turn, until there are enough, and so no table is read as a whole.
     */
    final String candidates;

    Kind(String candidates) {
        this.candidates = candidates;
    }
}
