package dev.tandem.project.comment;

import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes the table {@code comment}, whose triggers write {@code comment_words}. Writers must hold a lock on the project. */
public record CommentStore(SqlClient sql) {

    private static final String COMMENT = "SELECT " + Comment.COLUMNS.namesIn("c") + "\n";

    private static final String BY_IDS = COMMENT + "FROM comment c WHERE c.id = ANY($1)";

    /** Mentions are joined because arrays of arrays must all have one length; no user id contains a line feed. */
    private static final String INSERT = """
            INSERT INTO comment (%1$s, mentions)
            SELECT %1$s, string_to_array(mentions, E'\\n') FROM %2$s AS n (%1$s, mentions)
            """.formatted(Comment.PLAIN.names(), Comment.COLUMNS.unnest());

    private static final String UPDATE = """
            UPDATE comment SET text = n.text, version = n.version, edited_at = n.edited_at,
                   mentions = string_to_array(n.mentions, E'\\n')
            FROM %2$s AS n (%1$s) WHERE comment.id = n.id
            """.formatted(Comment.CHANGING.names(), Comment.CHANGING.unnest());

    private static final String DELETE = "DELETE FROM comment WHERE id = ANY($1)";

    private static final String PAGE = COMMENT + """
            FROM task t JOIN project p ON p.id = t.project_id
            JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            LEFT JOIN LATERAL (
                SELECT * FROM comment WHERE task_id = t.id AND id < $3 ORDER BY id DESC LIMIT $4
            ) c ON true
            WHERE t.id = $1 AND t.deleted_at IS NULL AND p.deleted_at IS NULL
            ORDER BY c.id DESC
            """;

    private static final String VISIBLE = COMMENT + """
            FROM comment c JOIN task t ON t.id = c.task_id JOIN project p ON p.id = t.project_id
            JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $3
            WHERE c.id = $2 AND c.task_id = $1 AND t.deleted_at IS NULL AND p.deleted_at IS NULL
            """;

    public Future<List<Comment>> findAll(Collection<UUID> ids) {
        return sql.preparedQuery(BY_IDS)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> Found.all(rows, Comment::from));
    }

    /** Fails, and with it the transaction, when an id is already taken. */
    public Future<Void> insertAll(List<Comment> comments) {
        return sql.preparedQuery(INSERT)
                .execute(Comment.COLUMNS.arrays(comments))
                .mapEmpty();
    }

    /** Writes the mutable columns of the comments. */
    public Future<Void> updateAll(List<Comment> comments) {
        return sql.preparedQuery(UPDATE)
                .execute(Comment.CHANGING.arrays(comments))
                .mapEmpty();
    }

    public Future<Void> deleteAll(Collection<UUID> ids) {
        return sql.preparedQuery(DELETE)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .mapEmpty();
    }

    /** The task's comments with an id below the given one, newest first; empty when the reader is not in its workspace. */
    Future<Optional<List<Comment>>> page(UUID task, String reader, UUID below, int limit) {
        return sql.preparedQuery(PAGE)
                .execute(Tuple.of(task, reader, below, limit))
                .map(rows -> Found.below(rows, Comment::from));
    }

    /** The comment, if it is on that task; empty also when the reader is not in its workspace. */
    Future<Optional<Comment>> find(UUID task, UUID comment, String reader) {
        return sql.preparedQuery(VISIBLE)
                .execute(Tuple.of(task, comment, reader))
                .map(rows -> Found.first(rows, Comment::from));
    }
}
