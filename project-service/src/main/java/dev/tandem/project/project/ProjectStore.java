package dev.tandem.project.project;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes the tables {@code project}, where a trigger adds the words, and {@code project_member}. */
public record ProjectStore(SqlClient sql) {

    private static final String PROJECT = "SELECT " + Project.COLUMNS.namesIn("p") + "\n";

    private static final String LOCK = PROJECT + "FROM project p WHERE p.id = ANY($1) ORDER BY p.id FOR NO KEY UPDATE";

    private static final String INSERT = """
            WITH fresh AS (%s RETURNING id, lead_id)
            INSERT INTO project_member (project_id, user_id, role) SELECT id, lead_id, 'lead' FROM fresh
            """.formatted(Project.COLUMNS.insertInto("project"));

    private static final String UPDATE = Project.CHANGING.update("project");

    private static final String PAGE = PROJECT + """
            FROM member m LEFT JOIN LATERAL (
                SELECT * FROM project
                WHERE workspace_id = m.workspace_id AND id < $3 AND deleted_at IS NULL AND archived_at IS %s
                ORDER BY id DESC LIMIT $4
            ) p ON true
            WHERE m.workspace_id = $1 AND m.user_id = $2
            ORDER BY p.id DESC
            """;

    /** The condition is a literal because each value has its own index. */
    private static final String PAGE_IN_USE = PAGE.formatted("NULL");

    private static final String PAGE_ARCHIVED = PAGE.formatted("NOT NULL");

    private static final String VISIBLE = PROJECT + """
            FROM project p JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            WHERE p.id = $1 AND p.deleted_at IS NULL
            """;

    private static final String WITHOUT_STRUCTURE = """
            SELECT 1 FROM project p
            WHERE p.id = $1 AND p.setup = 'none'
              AND ($3 OR EXISTS (SELECT FROM member m WHERE m.workspace_id = p.workspace_id AND m.user_id = $2))
            """;

    /**
     * Reads those projects that exist, deleted ones included, and blocks every other change to them and their contents
     * until the transaction ends. Locks in the order of ids, so that two transactions never deadlock.
     */
    public Future<List<Project>> lockAll(Collection<UUID> ids) {
        return sql.preparedQuery(LOCK)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> Found.all(rows, Project::from));
    }

    /** Writes the projects with their leads. Fails, and with it the transaction, when an id is already taken. */
    public Future<Void> insertAll(List<Project> projects) {
        return sql.preparedQuery(INSERT)
                .execute(Project.COLUMNS.arrays(projects))
                .mapEmpty();
    }

    /** Writes the mutable columns of the projects. */
    public Future<Void> updateAll(List<Project> projects) {
        return sql.preparedQuery(UPDATE)
                .execute(Project.CHANGING.arrays(projects))
                .mapEmpty();
    }

    /**
     * Returns true if the project, deleted or not, has nothing to build and the reader is a member of its workspace or an
     * operator.
     */
    public Future<Boolean> isWithoutStructure(UUID id, Caller reader) {
        return sql.preparedQuery(WITHOUT_STRUCTURE)
                .execute(Tuple.of(id, reader.userId(), reader.ops()))
                .map(rows -> rows.size() > 0);
    }

    /** The workspace's projects with an id below the given one, newest first; empty when the reader is no member. */
    Future<Optional<List<Project>>> page(UUID workspaceId, String reader, boolean archived, UUID below, int limit) {
        return sql.preparedQuery(archived ? PAGE_ARCHIVED : PAGE_IN_USE)
                .execute(Tuple.of(workspaceId, reader, below, limit))
                .map(rows -> Found.below(rows, Project::from));
    }

    /** The project, when the reader is in its workspace. */
    Future<Optional<Project>> find(UUID id, String reader) {
        return sql.preparedQuery(VISIBLE).execute(Tuple.of(id, reader)).map(rows -> Found.first(rows, Project::from));
    }
}
