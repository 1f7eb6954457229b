package dev.tandem.project.search;

import dev.tandem.kit.table.Conditions;
import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Finds what has certain words, in one statement. The words in the indexes begin with the workspace, so a search reads nothing of
 * workspaces that the reader is not in; the ids are compared besides.
 */
record SearchStore(SqlClient sql) {

    /** Characters of a body among which an excerpt is looked for. */
    private static final int SHOWN_OF_BODY = 1_000;

    /** Workspaces that are searched, unless one is named: those that the reader joined last. */
    static final int MOST_WORKSPACES = 50;

    private static final String MINE = """
            WITH mine AS MATERIALIZED (
                SELECT workspace_id, search_query(workspace_id, %1$s, true) AS wanted,
                       search_query(workspace_id, %1$s, false) AS marked
                FROM (SELECT workspace_id FROM member WHERE user_id = %2$s%3$s
                      ORDER BY added_at DESC, workspace_id DESC LIMIT %4$d) AS joined
            ), candidate AS (
            """;

    /** Each rank is computed once, although the order and the position both ask for it. */
    private static final String RANKED = """
            ), ranked AS MATERIALIZED (
                SELECT kind, id, workspace_id, project_id, task_id, title, body, marked, ts_rank(words, wanted) AS rank
                FROM candidate
            ), page AS (
                SELECT * FROM ranked WHERE (rank, id) < (%2$s, %3$s) ORDER BY rank DESC, id DESC LIMIT %4$s
            )
            SELECT page.kind, page.id, page.workspace_id, page.project_id, page.task_id, page.rank,
                   title.pieces AS title, title.found AS title_found, body.pieces AS body, body.found AS body_found
            FROM page, search_pieces(page.workspace_id, page.title, page.marked) title,
                 search_pieces(page.workspace_id, left(page.body, %1$d), page.marked) body
            ORDER BY page.rank DESC, page.id DESC
            """;

    /**
     * What is looked for.
     *
     * @param words all of which it must have; the last may be incomplete
     * @param kinds at least one
     */
    record Search(String reader, String words, Optional<UUID> workspace, Collection<Kind> kinds) {}

    /** A statement and the values of its parameters. */
    record Statement(String text, Tuple values) {

        static Statement of(Search search, Hit.Position after, int limit) {
            Conditions values = new Conditions();
            String words = values.parameter(search.words);
            String reader = values.parameter(search.reader);
            String there = search.workspace
                    .map(id -> " AND workspace_id = " + values.parameter(id))
                    .orElse("");
            String candidates = search.kinds.stream()
                    .map(kind -> "(" + kind.candidates + ")")
                    .collect(Collectors.joining("\nUNION ALL\n"));
            String text = MINE.formatted(words, reader, there, MOST_WORKSPACES)
                    + candidates
                    + RANKED.formatted(
                            SHOWN_OF_BODY,
                            values.parameter(after.rank()),
                            values.parameter(after.id()),
                            values.parameter(limit));
            return new Statement(text, values.values());
        }
    }

    /** What is after the position, best first; of equals, the newest first. */
    Future<List<Hit>> page(Search search, Hit.Position after, int limit) {
        Statement statement = Statement.of(search, after, limit);
        return sql.preparedQuery(statement.text()).execute(statement.values()).map(rows -> Found.all(rows, Hit::from));
    }
}
