package dev.tandem.project.project;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The statements of the tables {@code project} and {@code project_member}. */
public final class ProjectStore {

    private static final String BY_IDS = """
            SELECT id, workspace_id, name, description, template, lead_id, version, created_by, created_at
            FROM project WHERE id = ANY($1)
            """;

    private static final String INSERT = """
            WITH fresh AS (
                INSERT INTO project
                    (id, workspace_id, name, description, template, lead_id, version, created_by, created_at)
                SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
                                     $7::bigint[], $8::text[], $9::timestamptz[])
                RETURNING id, lead_id
            )
            INSERT INTO project_member (project_id, user_id, role) SELECT id, lead_id, 'lead' FROM fresh
            """;

    private static final String PAGE = """
            SELECT p.id, p.workspace_id, p.name, p.description, p.template, p.lead_id, p.version,
                   p.created_by, p.created_at
            FROM member m LEFT JOIN LATERAL (
                SELECT * FROM project WHERE workspace_id = m.workspace_id AND id < $3 ORDER BY id DESC LIMIT $4
            ) p ON true
            WHERE m.workspace_id = $1 AND m.user_id = $2
            ORDER BY p.id DESC
            """;

    private static final String VISIBLE = """
            SELECT p.id, p.workspace_id, p.name, p.description, p.template, p.lead_id, p.version,
                   p.created_by, p.created_at
            FROM project p JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            WHERE p.id = $1
            """;

    private final SqlClient sql;

    private ProjectStore(SqlClient sql) {
        this.sql = sql;
    }

    public static ProjectStore in(SqlClient sql) {
        return new ProjectStore(sql);
    }

    public Future<List<Project>> findAll(Collection<UUID> ids) {
        return sql.preparedQuery(BY_IDS)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(ProjectStore::projects);
    }

    /** Writes the projects with their leads. Fails, and with it the transaction, where an id is taken. */
    public Future<Void> insertAll(List<Project> projects) {
        Tuple columns = Tuple.tuple()
                .addArrayOfUUID(projects.stream().map(Project::id).toArray(UUID[]::new))
                .addArrayOfUUID(projects.stream().map(Project::workspaceId).toArray(UUID[]::new))
                .addArrayOfString(projects.stream().map(Project::name).toArray(String[]::new))
                .addArrayOfString(projects.stream().map(Project::description).toArray(String[]::new))
                .addArrayOfString(projects.stream().map(Project::template).toArray(String[]::new))
                .addArrayOfString(projects.stream().map(Project::leadId).toArray(String[]::new))
                .addArrayOfLong(projects.stream().map(Project::version).toArray(Long[]::new))
                .addArrayOfString(projects.stream().map(Project::createdBy).toArray(String[]::new))
                .addArrayOfOffsetDateTime(projects.stream()
                        .map(project -> project.createdAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
        return sql.preparedQuery(INSERT).execute(columns).mapEmpty();
    }

    /** The workspace's projects with an id below the given one, newest first; empty when the reader is no member. */
    Future<Optional<List<Project>>> page(UUID workspaceId, String reader, UUID below, int limit) {
        return sql.preparedQuery(PAGE)
                .execute(Tuple.of(workspaceId, reader, below, limit))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(projects(rows)));
    }

    /** The project, when the reader is in its workspace. */
    Future<Optional<Project>> find(UUID id, String reader) {
        return sql.preparedQuery(VISIBLE)
                .execute(Tuple.of(id, reader))
                .map(rows -> projects(rows).stream().findFirst());
    }

    private static List<Project> projects(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.getUUID("id") != null)
                .map(Project::from)
                .toList();
    }
}
