package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each the right status, a problem that says what to do, and nothing stored. */
final class BadInputTest {

    private final Client anna = Client.stranger("anna");
    private final String workspace = anna.workspace("Acme");

    @AfterEach
    void nothing_was_stored() {
        HttpResponse<String> sentinel = anna.post("/v1/projects", Client.project(workspace, "Sentinel"));
        anna.outcome(sentinel);
        assertThat(anna.items("/v1/projects?workspaceId=" + workspace)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "null", "[]", "\"text\"", "{\"name\":\"x\"} trailing", "{\"name\":\"\u0001\"}"})
    void a_body_that_is_no_json_object_is_malformed(String body) {
        JsonObject problem = problem(Client.send(Client.json(anna.request("/v1/projects"), "POST", body)));

        assertThat(problem.getInteger("status")).isIn(400, 422);
        assertThat(problem.getString("detail")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'workspaceId':'WS','name':7}                     | /name",
                "{'workspaceId':'WS','name':''}                    | /name",
                "{'workspaceId':'WS','name':'   '}                 | /name",
                "{'workspaceId':'WS','name':null}                  | /name",
                "{'workspaceId':'no uuid','name':'x'}              | /workspaceId",
                "{'workspaceId':'WS','name':'x','template':'none'} | /template",
                "{'workspaceId':'WS','name':'x\\u0000'}            | /name",
                "{'workspaceId':'WS','name':'x','leadId':''}       | /leadId",
                "{'workspaceId':'WS','name':'x','description':[]}  | /description",
            })
    void a_value_that_does_not_fit_is_pointed_at(String body, String pointer) {
        String json = body.strip().replace('\'', '"').replace("WS", workspace);

        JsonObject problem = problem(Client.send(Client.json(anna.request("/v1/projects"), "POST", json)));

        assertThat(problem.getInteger("status")).as(problem.encode()).isEqualTo(422);
        assertThat(problem.getJsonArray("errors"))
                .extracting(error -> ((JsonObject) error).getString("pointer"))
                .contains(pointer.strip());
    }

    @Test
    void what_is_missing_and_what_is_unknown_is_named() {
        JsonObject missing = problem(anna.post("/v1/projects", new JsonObject().put("workspaceId", workspace)));
        JsonObject unknown =
                problem(anna.post("/v1/projects", Client.project(workspace, "x").put("colour", "red")));

        assertThat(missing.getInteger("status")).isEqualTo(422);
        assertThat(missing.getJsonArray("errors").encode()).contains("name");
        assertThat(unknown.getInteger("status")).isEqualTo(422);
        assertThat(unknown.getJsonArray("errors").encode()).contains("colour");
    }

    @Test
    void a_name_of_201_characters_is_too_long_and_one_of_200_is_not() {
        assertThat(problem(anna.post("/v1/projects", Client.project(workspace, "x".repeat(201))))
                        .getInteger("status"))
                .isEqualTo(422);
    }

    @Test
    void a_body_of_a_megabyte_is_too_large() {
        JsonObject problem = problem(anna.post("/v1/projects", Client.project(workspace, "x".repeat(1 << 20))));

        assertThat(problem.getInteger("status")).isEqualTo(413);
    }

    @Test
    void another_media_type_is_not_supported() {
        HttpRequest.Builder form = anna.request("/v1/projects")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=x"));

        assertThat(problem(Client.send(form)).getInteger("status")).isEqualTo(415);
    }

    @Test
    void without_a_token_or_with_a_forged_or_meaningless_one_nobody_comes_in() {
        String body = Client.project(workspace, "x").encode();
        String good = TheSystem.get().token(anna.user, false);
        String forged = good.substring(0, good.length() - 6) + "AAAAAA";

        HttpResponse<String> none = Client.send(Client.json(Client.anonymous("/v1/projects"), "POST", body));
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate")).isPresent();
        for (String token : new String[] {forged, "nonsense", "a.b.c"}) {
            HttpResponse<String> answer = Client.send(Client.json(
                    Client.anonymous("/v1/projects").header("Authorization", "Bearer " + token), "POST", body));
            assertThat(problem(answer).getInteger("status")).isEqualTo(401);
        }
    }

    @Test
    void a_foreign_workspace_does_not_exist() {
        Client stranger = Client.stranger("mallory");
        HttpResponse<String> accepted = anna.post("/v1/workspaces", new JsonObject().put("name", "Other"));
        anna.outcome(accepted);
        String operation = accepted.headers().firstValue("Location").orElseThrow();

        assertThat(stranger.post("/v1/projects", Client.project(workspace, "x")).statusCode())
                .isEqualTo(404);
        for (String path : new String[] {
            "/v1/workspaces/" + workspace,
            "/v1/workspaces/" + workspace + "/members",
            "/v1/workspaces/" + workspace + "/activity",
            "/v1/projects?workspaceId=" + workspace,
            operation
        }) {
            assertThat(problem(stranger.get(path)).getInteger("status"))
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(stranger.delete("/v1/workspaces/" + workspace + "/members/" + anna.user)
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.put(
                                "/v1/workspaces/" + workspace + "/members/" + stranger.user,
                                new JsonObject().put("role", "owner"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_viewer_may_look_and_not_create() {
        Client vera = Client.stranger("vera");
        anna.letIn(workspace, vera, "viewer");

        JsonObject problem = problem(vera.post("/v1/projects", Client.project(workspace, "x")));

        assertThat(problem.getInteger("status")).isEqualTo(403);
        assertThat(vera.get("/v1/workspaces/" + workspace).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/operations/no-uuid",
                "/v1/projects/no-uuid",
                "/v1/workspaces/no-uuid",
                "/v1/projects?workspaceId=no-uuid",
                "/v1/projects",
                "/v1/workspaces?limit=0",
                "/v1/workspaces?limit=many",
                "/v1/workspaces?cursor=none-of-yours",
                "/v1/notifications?unread=perhaps",
            })
    void a_parameter_that_is_not_as_it_should_be_is_malformed(String path) {
        assertThat(problem(anna.get(path)).getInteger("status")).isEqualTo(400);
    }

    @Test
    void an_unknown_operation_is_not_found_and_an_old_one_is_gone() {
        assertThat(problem(anna.get("/v1/operations/" + UUID.randomUUID())).getInteger("status"))
                .isEqualTo(404);
        assertThat(problem(anna.get("/v1/operations/01890a5d-ac96-774b-bcce-b302099a8057"))
                        .getInteger("status"))
                .isEqualTo(410);
    }

    @Test
    void what_is_nowhere_is_not_found_and_other_methods_are_not_allowed() {
        assertThat(problem(anna.get("/v1/nothing")).getInteger("status")).isEqualTo(404);
        assertThat(problem(anna.delete("/v1/projects")).getInteger("status")).isEqualTo(405);
    }

    /** The answer as a problem: its media type, and the members that every problem has. */
    private static JsonObject problem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type"))
                .as(answer.statusCode() + " " + answer.body())
                .hasValue("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getInteger("status")).isEqualTo(answer.statusCode());
        assertThat(problem.getString("type")).startsWith("/problems/");
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("instance")).startsWith("/v1/");
        assertThat(problem.getString("correlationId"))
                .isEqualTo(answer.headers().firstValue("X-Correlation-Id").orElseThrow());
        assertThat(problem.getJsonArray("errors", new JsonArray())).isNotNull();
        assertThat(answer.body()).doesNotContain("Exception", "dev.tandem", "\tat ");
        return problem;
    }
}
