package dev.tandem.project;

import static dev.tandem.kit.testing.Awaiting.get;
import static dev.tandem.project.Commands.anyId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests what becomes of rows that are older than ranks. */
class RanksMigrationTest {

    private static final String TASK = """
            INSERT INTO task (id, workspace_id, project_id, title, comment_count, version, built, created_by, created_at, updated_at)
            VALUES ($1, $2, $2, 'Land', 0, 1, false, 'alice', now(), now())
            """;

    private static final String SECTION = """
            INSERT INTO section (id, workspace_id, project_id, name, position, built, created_at)
            VALUES ($1, $2, $2, 'To do', $3, false, now())
            """;

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool =
            Databases.pool(vertx, URI.create(SharedBackends.get().postgres().uri("project_service_ranks")), "test", 1);

    @AfterEach
    void close() {
        get(pool.close());
        get(vertx.close());
    }

    @Test
    void what_is_there_keeps_its_order_and_what_the_former_version_adds_is_last() throws IOException {
        for (String version : List.of(
                "V1__workspaces_members_projects",
                "V2__sections_tasks_comments",
                "V3__retention",
                "V4__edited_version",
                "V5__member_search")) {
            run(version);
        }
        UUID project = anyId();
        UUID other = anyId();
        List<String> tasks = new ArrayList<>();
        List<String> sections = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            tasks.add(0, added(TASK, project));
            sections.add(added(SECTION, project, 201 - i));
            added(TASK, other);
        }
        Collections.reverse(sections);

        run("V6__ranks");
        tasks.add(added(TASK, project));
        tasks.add(added(TASK, project));
        sections.add(added(SECTION, project, 201));

        assertThat(ids("SELECT id FROM task WHERE project_id = $1 ORDER BY rank", project))
                .isEqualTo(tasks);
        assertThat(ids("SELECT id FROM section WHERE project_id = $1 ORDER BY rank", project))
                .isEqualTo(sections);
        assertThat(ids("SELECT rank FROM task WHERE rank !~ '^[0-9A-Za-z]*[1-9A-Za-z]$' AND project_id = $1", project))
                .isEmpty();
        assertThat(ids("SELECT rank FROM task WHERE project_id = $1 ORDER BY rank LIMIT 2", project))
                .containsExactly("V0001V", "V0002V");
    }

    private String added(String statement, UUID project, Object... more) {
        UUID id = anyId();
        Tuple values = Tuple.of(id, project);
        for (Object each : more) {
            values = values.addValue(each);
        }
        get(pool.preparedQuery(statement).execute(values));
        return id.toString();
    }

    private List<String> ids(String sql, UUID project) {
        List<String> ids = new ArrayList<>();
        get(pool.preparedQuery(sql).execute(Tuple.of(project)))
                .forEach(row -> ids.add(String.valueOf(row.getValue(0))));
        return ids;
    }

    private void run(String migration) throws IOException {
        try (InputStream text =
                Objects.requireNonNull(getClass().getResourceAsStream("/db/project-service/" + migration + ".sql"))) {
            get(pool.query(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                    .execute());
        }
    }
}
