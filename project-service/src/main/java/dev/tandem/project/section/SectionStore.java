package dev.tandem.project.section;

import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes the table {@code section}. Writers must hold a lock on the project. */
public record SectionStore(SqlClient sql) {

    private static final String SECTION = "SELECT " + Section.COLUMNS.namesIn("s") + "\n";

    private static final String BY_IDS = SECTION + "FROM section s WHERE s.id = ANY($1)";

    private static final String INSERT = Section.COLUMNS.insertInto("section");

    private static final String BUILD = INSERT + " ON CONFLICT (id) DO NOTHING";

    private static final String UPDATE = Section.CHANGING.update("section");

    private static final String DELETE = "DELETE FROM section WHERE id = ANY($1)";

    private static final String DELETE_BUILT = """
            DELETE FROM section WHERE project_id = ANY($1) AND built
            """;

    private static final String PAGE = SECTION + """
            FROM project p JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            LEFT JOIN LATERAL (
                SELECT * FROM section WHERE project_id = p.id AND rank > $3 ORDER BY rank LIMIT $4
            ) s ON true
            WHERE p.id = $1 AND p.deleted_at IS NULL
            ORDER BY s.rank
            """;

    private static final String VISIBLE = SECTION + """
            FROM section s JOIN project p ON p.id = s.project_id
            JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $3
            WHERE s.id = $2 AND s.project_id = $1 AND p.deleted_at IS NULL
            """;

    public Future<List<Section>> findAll(Collection<UUID> ids) {
        return sql.preparedQuery(BY_IDS)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> Found.all(rows, Section::from));
    }

    /** Fails, and with it the transaction, when an id is already taken. */
    public Future<Void> insertAll(List<Section> sections) {
        return sql.preparedQuery(INSERT)
                .execute(Section.COLUMNS.arrays(sections))
                .mapEmpty();
    }

    /** Writes the sections that do not exist yet. Idempotent. */
    public Future<Void> buildAll(List<Section> sections) {
        return sql.preparedQuery(BUILD)
                .execute(Section.COLUMNS.arrays(sections))
                .mapEmpty();
    }

    /** Writes the mutable columns of the sections. */
    public Future<Void> updateAll(List<Section> sections) {
        return sql.preparedQuery(UPDATE)
                .execute(Section.CHANGING.arrays(sections))
                .mapEmpty();
    }

    /** Removes sections; their tasks must be elsewhere. */
    public Future<Void> deleteAll(Collection<UUID> ids) {
        return sql.preparedQuery(DELETE)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .mapEmpty();
    }

    /** Removes the sections that came from the projects' templates. */
    public Future<Void> deleteBuilt(Collection<UUID> projects) {
        return sql.preparedQuery(DELETE_BUILT)
                .execute(Tuple.of(projects.toArray(UUID[]::new)))
                .mapEmpty();
    }

    /** The project's sections after the rank, in their order; empty when the reader is not in its workspace. */
    Future<Optional<List<Section>>> page(UUID project, String reader, String after, int limit) {
        return sql.preparedQuery(PAGE)
                .execute(Tuple.of(project, reader, after, limit))
                .map(rows -> Found.below(rows, Section::from));
    }

    /** The section, if it is in that project; empty also when the reader is not in its workspace. */
    Future<Optional<Section>> find(UUID project, UUID section, String reader) {
        return sql.preparedQuery(VISIBLE)
                .execute(Tuple.of(project, section, reader))
                .map(rows -> Found.first(rows, Section::from));
    }
}
