package dev.tandem.project;

import static dev.tandem.project.Commands.anyId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.database.Databases;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks many questions in one request: each in the name of its own user and answered separately. */
@Timeout(120)
final class PermissionsTogetherTest {

    private final RunningProjects service = RunningProjects.get();

    private static JsonObject may(int token, String action, String member, Object id) {
        return new JsonObject().put("token", token).put("action", action).put(member, id.toString());
    }

    @Test
    void each_is_answered_in_its_place_and_one_that_is_refused_refuses_no_other() {
        UUID workspace = service.aWorkspaceOf("alice");
        service.putMember("alice", workspace, "dave", "viewer");
        UUID project = service.aProjectIn(workspace, "alice");
        List<String> tokens =
                List.of(service.tokenOf("alice"), "forged", service.tokenOf("dave"), service.tokenOf("eve"));

        List<RunningProjects.Permission> answers = service.permissions(
                tokens,
                List.of(
                        may(1, "project.read", "projectId", project),
                        may(0, "project.create", "workspaceId", workspace),
                        may(2, "project.create", "workspaceId", workspace),
                        may(3, "project.read", "projectId", project),
                        may(0, "fly", "workspaceId", workspace),
                        may(4, "project.read", "projectId", project),
                        may(0, "project.read", "projectId", "first"),
                        may(0, "project.read", "projectId", project).put("taskId", project.toString()),
                        new JsonObject().put("token", 0).put("action", "project.read"),
                        "a question?",
                        may(0, "task.change", "taskId", anyId()),
                        may(2, "project.read", "projectId", project)));

        assertThat(answers)
                .extracting(RunningProjects.Permission::status)
                .containsExactly(401, 200, 403, 404, 400, 400, 400, 400, 400, 400, 404, 200);
        assertThat(answers.get(1).json().getString("role")).isEqualTo("owner");
        assertThat(answers.get(1).json().containsKey("projectId")).isFalse();
        assertThat(answers.get(11).json())
                .isEqualTo(new JsonObject()
                        .put("workspaceId", workspace.toString())
                        .put("projectId", project.toString())
                        .put("role", "viewer"));
        assertThat(answers.get(0).json().getString("detail")).contains("malformed");
    }

    /**
     * Blocks twice as many reads as they have connections; a question that queued behind them would be answered last.
     */
    @Test
    void reads_that_stand_still_keep_nobody_from_being_allowed_something() {
        UUID workspace = service.aWorkspaceOf("alice");
        Vertx vertx = Vertx.vertx();
        Pool pool = Databases.pool(vertx, RunningProjects.DATABASE, "test", 2);
        SqlConnection holder = Awaiting.get(pool.getConnection());
        Awaiting.get(holder.query("BEGIN; LOCK TABLE comment").execute());
        List<CompletableFuture<Answer>> reads = IntStream.range(0, 16)
                .mapToObj(i -> service.getting("alice", "/v1/tasks/" + anyId() + "/comments"))
                .toList();
        try {
            Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> standingStill(pool) == 8);

            assertThat(service.permission("alice", "project.create", "workspaceId", workspace)
                            .status())
                    .isEqualTo(200);
            assertThat(reads).filteredOn(read -> !read.isDone()).hasSizeGreaterThanOrEqualTo(8);
        } finally {
            Awaiting.get(holder.query("ROLLBACK").execute());
            reads.forEach(CompletableFuture::join);
            Awaiting.get(vertx.close());
        }
    }

    private static long standingStill(Pool pool) {
        return Awaiting.get(
                        pool.query("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'project-service'"
                                        + " AND wait_event_type = 'Lock'")
                                .execute())
                .iterator()
                .next()
                .getLong(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"tokens\": [], \"questions\": []}",
                "{\"tokens\": \"x\", \"questions\": [{}]}",
                "{\"tokens\": [\"x\"], \"questions\": 1}"
            })
    void what_asks_nothing_is_refused(String body) {
        assertThat(service.ask(body).status()).isEqualTo(400);
    }
}
