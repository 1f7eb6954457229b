package dev.tandem.project.project;

import dev.tandem.kit.auth.Caller;
import dev.tandem.project.table.Columns;
import dev.tandem.project.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The statements of the tables {@code project} and {@code project_member}. */
public final class ProjectStore {

    private static final String LOCK = """
            SELECT id, workspace_id, name, description, template, lead_id, version, edited_version, setup, setup_error,
                   created_by, created_at, updated_at, archived_at, deleted_at
            FROM project WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE
            """;

    private static final String INSERT = """
            WITH fresh AS (
                INSERT INTO project
                    (id, workspace_id, name, description, template, lead_id, version, edited_version, setup, setup_error,
                     created_by, created_at, updated_at, archived_at, deleted_at)
                SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[],
                                     $8::bigint[], $9::text[], $10::text[], $11::text[], $12::timestamptz[],
                                     $13::timestamptz[], $14::timestamptz[], $15::timestamptz[])
                RETURNING id, lead_id
            )
            INSERT INTO project_member (project_id, user_id, role) SELECT id, lead_id, 'lead' FROM fresh
            """;

    private static final String UPDATE = """
            UPDATE project p SET
                name = n.name, description = n.description, template = n.template, version = n.version,
                edited_version = n.edited_version, setup = n.setup, setup_error = n.setup_error,
                updated_at = n.updated_at, archived_at = n.archived_at, deleted_at = n.deleted_at
            FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[],
                        $8::text[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[])
                AS n (id, name, description, template, version, edited_version, setup, setup_error, updated_at,
                      archived_at, deleted_at)
            WHERE p.id = n.id
            """;

    private static final String PAGE = """
            SELECT p.id, p.workspace_id, p.name, p.description, p.template, p.lead_id, p.version, p.edited_version,
                   p.setup, p.setup_error, p.created_by, p.created_at, p.updated_at, p.archived_at, p.deleted_at
            FROM member m LEFT JOIN LATERAL (
                SELECT * FROM project
                WHERE workspace_id = m.workspace_id AND id < $3 AND deleted_at IS NULL AND archived_at IS %s
                ORDER BY id DESC LIMIT $4
            ) p ON true
            WHERE m.workspace_id = $1 AND m.user_id = $2
            ORDER BY p.id DESC
            """;

    /** The condition is written out, for each of the two has an index of its own. */
    private static final String PAGE_IN_USE = PAGE.formatted("NULL");

    private static final String PAGE_ARCHIVED = PAGE.formatted("NOT NULL");

    private static final String VISIBLE = """
            SELECT p.id, p.workspace_id, p.name, p.description, p.template, p.lead_id, p.version, p.edited_version,
                   p.setup, p.setup_error, p.created_by, p.created_at, p.updated_at, p.archived_at, p.deleted_at
            FROM project p JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            WHERE p.id = $1 AND p.deleted_at IS NULL
            """;

    private static final String WITHOUT_STRUCTURE = """
            SELECT 1 FROM project p
            WHERE p.id = $1 AND p.setup = 'none'
              AND ($3 OR EXISTS (SELECT FROM member m WHERE m.workspace_id = p.workspace_id AND m.user_id = $2))
            """;

    private final SqlClient sql;

    private ProjectStore(SqlClient sql) {
        this.sql = sql;
    }

    public static ProjectStore in(SqlClient sql) {
        return new ProjectStore(sql);
    }

    /**
     * Reads those projects that there are, deleted ones included, and holds off every other change of them and of what is
     * in them until the transaction ends. Locks in the order of ids, so that two transactions never wait for each other.
     */
    public Future<List<Project>> lockAll(Collection<UUID> ids) {
        return sql.preparedQuery(LOCK)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> Found.all(rows, Project::from));
    }

    /** Writes the projects with their leads. Fails, and with it the transaction, where an id is taken. */
    public Future<Void> insertAll(List<Project> projects) {
        Tuple columns = Columns.of(projects)
                .ids(Project::id)
                .ids(Project::workspaceId)
                .texts(Project::name)
                .texts(Project::description)
                .texts(Project::template)
                .texts(Project::leadId)
                .longs(Project::version)
                .longs(Project::editedVersion)
                .texts(project -> project.setup().name())
                .texts(Project::setupError)
                .texts(Project::createdBy)
                .times(Project::createdAt)
                .times(Project::updatedAt)
                .times(Project::archivedAt)
                .times(Project::deletedAt)
                .tuple();
        return sql.preparedQuery(INSERT).execute(columns).mapEmpty();
    }

    /** Writes what may have changed of the projects. */
    public Future<Void> updateAll(List<Project> projects) {
        Tuple columns = Columns.of(projects)
                .ids(Project::id)
                .texts(Project::name)
                .texts(Project::description)
                .texts(Project::template)
                .longs(Project::version)
                .longs(Project::editedVersion)
                .texts(project -> project.setup().name())
                .texts(Project::setupError)
                .times(Project::updatedAt)
                .times(Project::archivedAt)
                .times(Project::deletedAt)
                .tuple();
        return sql.preparedQuery(UPDATE).execute(columns).mapEmpty();
    }

    /** Whether there is nothing to build in the project, a deleted one too; false for who is no member and no operator. */
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
