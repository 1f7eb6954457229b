package dev.tandem.gateway.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.gateway.RunningGateway;
import dev.tandem.gateway.operation.Story;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators find of operations of anybody. */
@Timeout(120)
final class AdminOperationsTest {

    private static final String OPERATIONS = "/v1/admin/operations";
    private static final Vertx VERTX = Vertx.vertx();
    private static final Pool POOL =
            Databases.pool(VERTX, URI.create(SharedBackends.get().postgres().uri("gateway")), "test", 1);

    private final RunningGateway gateway = RunningGateway.get();
    private final Story story = new Story(gateway);
    private final Instant before = Instant.now().minusMillis(1);

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close());
    }

    /** A small table is read as a whole, so that is forbidden. */
    @ParameterizedTest
    @ValueSource(strings = {"correlation_id", "user_id", "target_id", "target_parent"})
    void what_operations_are_known_by_has_an_index(String column) {
        String plan = Awaiting.get(POOL.withTransaction(tx -> tx.query("SET LOCAL enable_seqscan = off")
                .execute()
                .compose(set -> tx.query("EXPLAIN SELECT * FROM operation WHERE " + column + " = 'x'")
                        .execute())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .reduce("", (all, line) -> all + line + "\n"))));

        assertThat(plan).contains("Index Cond: (" + column);
    }

    @Test
    void operations_are_found_by_the_correlation_id_of_the_answer() {
        UUID operation = story.accepted();

        assertThat(ids("correlationId=correlation-of-" + story.user)).containsExactly(operation.toString());
        assertThat(ids("correlationId=another-" + story.user)).isEmpty();
    }

    @Test
    void operations_are_found_by_user_and_time() {
        UUID first = story.accepted();
        Instant between = timeAfter(first);
        UUID second = story.accepted();

        assertThat(ids("userId=" + story.user)).containsExactly(second.toString(), first.toString());
        assertThat(ids("userId=" + story.user + "&from=" + between)).containsExactly(second.toString());
        assertThat(ids("userId=" + story.user + "&from=" + before + "&to=" + between))
                .containsExactly(first.toString());
        assertThat(ids("userId=" + new Story(gateway).user)).isEmpty();
    }

    @Test
    void operations_are_found_by_the_project_that_they_make_and_work_in() {
        String workspace = UUID.randomUUID().toString();
        Answer made = gateway.post(
                story.user, "/v1/projects", "{\"workspaceId\": \"" + workspace + "\", \"name\": \"Apollo\"}");
        String project = made.json().getJsonObject("target").getString("id");
        Answer section = gateway.post(story.user, "/v1/projects/" + project + "/sections", "{\"name\": \"To do\"}");
        Answer task = gateway.post(story.user, "/v1/projects/" + project + "/tasks", "{\"title\": \"Begin\"}");
        String taskId = task.json().getJsonObject("target").getString("id");
        Answer comment = gateway.post(story.user, "/v1/tasks/" + taskId + "/comments", "{\"text\": \"Now\"}");

        assertThat(ids("projectId=" + project)).containsExactly(id(task), id(section), id(made));
        assertThat(ids("taskId=" + taskId)).containsExactly(id(comment), id(task));
        assertThat(ids("projectId=" + project + "&userId=nobody")).isEmpty();
    }

    @Test
    void an_operation_tells_operators_whose_it_is_and_where_to_look_on() {
        UUID operation = story.accepted();

        Answer answer = gateway.operate("GET", OPERATIONS + "/" + operation, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("userId")).isEqualTo(story.user);
        assertThat(answer.json().getString("status")).isEqualTo("accepted");
        assertThat(answer.json().getJsonObject("effects").getString("activity")).isEqualTo("pending");
        assertThat(answer.json().getJsonObject("links").getString("why")).isEqualTo("/v1/admin/why/" + operation);
        assertThat(gateway.get(story.user, OPERATIONS + "/" + operation).status())
                .isEqualTo(403);
        assertThat(gateway.operate("GET", OPERATIONS + "/" + UUID.randomUUID(), "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void pages_neither_repeat_nor_skip() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(0, story.accepted().toString());
        }
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = gateway.operate("GET", OPERATIONS + "?limit=2&userId=" + story.user + cursor, "");
            paged.addAll(page.items("id"));
            cursor = page.json().getString("nextCursor") == null
                    ? ""
                    : "&cursor=" + page.json().getString("nextCursor");
        } while (!cursor.isEmpty());

        assertThat(paged).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "from=2026-01-01T00:00:00Z",
                "userId=",
                "userId=%00",
                "projectId=one",
                "userId=a&from=yesterday",
                "userId=a&from=-999999999-01-01T00:00:00Z",
                "userId=a&userId=b",
                "userId=a&status=stalled",
                "projectId=0190a1b2-0000-7000-8000-000000000001&taskId=0190a1b2-0000-7000-8000-000000000001"
            })
    void a_query_that_is_not_understood_or_would_read_everything_is_refused(String query) {
        Answer answer = gateway.operate("GET", OPERATIONS + "?" + query, "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }

    private static String id(Answer accepted) {
        assertThat(accepted.status()).as(accepted.response().body()).isEqualTo(202);
        return accepted.json().getString("id");
    }

    /** The first millisecond after the one in which the id was made, once it has begun. */
    private static Instant timeAfter(UUID id) {
        Instant next = Instant.ofEpochMilli((id.getMostSignificantBits() >>> 16) + 1);
        while (Instant.now().isBefore(next)) {
            Thread.onSpinWait();
        }
        return next;
    }

    private List<String> ids(String query) {
        Answer answer = gateway.operate("GET", OPERATIONS + "?" + query, "");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.items("id");
    }
}
