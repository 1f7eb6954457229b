package dev.tandem.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Served;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemRepliesTest {

    private static final Map<String, Problem> PROBLEMS = Map.ofEntries(
            Map.entry("400", Problems.malformed("That is not JSON.")),
            Map.entry("401", Problems.unauthorized("Who are you?", "Bearer realm=\"tandem\"")),
            Map.entry("403", Problems.forbidden("Viewers only look.")),
            Map.entry("404", Problems.notFound("No such project.")),
            Map.entry("409", Problems.conflict("Archived already.")),
            Map.entry("410", Problems.gone("Kept for 30 days.")),
            Map.entry("412", Problems.preconditionFailed("It is at version 3.")),
            Map.entry("413", Problems.payloadTooLarge("64 KB at most.")),
            Map.entry("415", Problems.unsupportedMediaType("JSON, please.")),
            Map.entry("422", Problems.invalid("Two things.", List.of(new Violation("/name", "is empty")))),
            Map.entry("429", Problems.tooManyRequests("Slowly.", 7)),
            Map.entry("500", Problems.internal()),
            Map.entry("503", Problems.unavailable("Soon.", 3)));

    private Served served;

    @BeforeAll
    void serve() {
        served = Served.with(ProblemRepliesTest::routes);
    }

    @AfterAll
    void close() {
        served.close();
    }

    private static void routes(Router router) {
        PROBLEMS.forEach(
                (status, problem) -> router.get("/problem/" + status).handler(ctx -> ctx.fail(problem.asException())));
        router.get("/throws").handler(ctx -> {
            throw new IllegalStateException("password=hunter2");
        });
        router.get("/teapot").handler(ctx -> ctx.fail(new HttpException(418, "secret payload")));
        router.get("/refused").handler(ctx -> ctx.fail(new ConnectException("Connection refused: db.internal:5432")));
        router.get("/closed").handler(ctx -> ctx.fail(new RuntimeException(ClosedConnectionException.INSTANCE)));
        router.get("/twice").handler(ctx -> {
            ctx.response().end("first");
            ctx.fail(500);
        });
        router.post("/echo").handler(ctx -> ctx.json(JsonBody.of(ctx)));
        router.put("/projects/:id").handler(ctx -> ctx.end());
        router.patch("/projects/:id").handler(ctx -> ctx.end());
    }

    @ParameterizedTest
    @ValueSource(strings = {"400", "401", "403", "404", "409", "410", "412", "413", "415", "422", "429", "500", "503"})
    void every_kind_of_problem_is_answered_as_problem_json(String status) {
        HttpResponse<String> answer = served.get("/problem/" + status, "X-Correlation-Id", "mine");
        Problem problem = Objects.requireNonNull(PROBLEMS.get(status));
        assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(status));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        problem.headers()
                .forEach((name, value) ->
                        assertThat(answer.headers().firstValue(name)).hasValue(value));
        assertThat(Served.json(answer))
                .isEqualTo(problem.at("/problem/" + status, "mine").toJson());
        assertThat(problem.type()).startsWith("/problems/");
    }

    @Test
    void violations_name_where_and_what() {
        assertThat(Served.json(served.get("/problem/422"))
                        .getJsonArray("errors")
                        .getJsonObject(0))
                .isEqualTo(new JsonObject().put("pointer", "/name").put("detail", "is empty"));
    }

    @Test
    void what_nobody_foresaw_says_nothing_but_its_correlation_id() {
        HttpResponse<String> answer = served.get("/throws");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("hunter2").doesNotContain("IllegalState");
        assertThat(Served.json(answer).getString("correlationId"))
                .isEqualTo(answer.headers().firstValue("X-Correlation-Id").orElseThrow());
    }

    @Test
    void a_status_of_vertx_web_keeps_its_number_and_loses_its_payload() {
        HttpResponse<String> answer = served.get("/teapot");
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/refused", "/closed"})
    void a_dependency_that_is_away_is_503_with_retry_after_and_no_address(String path) {
        HttpResponse<String> answer = served.get(path);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).doesNotContain("internal:5432");
    }

    @Test
    void a_failure_after_the_answer_changes_nothing() {
        assertThat(served.get("/twice").body()).isEqualTo("first");
    }

    @Test
    void unknown_addresses_are_404_and_unknown_methods_405_with_allow() {
        HttpResponse<String> unknown = served.get("/nowhere");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Served.json(unknown).getString("instance")).isEqualTo("/nowhere");

        HttpResponse<String> wrong = served.get("/projects/17");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).hasValue("PATCH, PUT");
        assertThat(Served.json(wrong).getString("type")).isEqualTo("/problems/method-not-allowed");
        assertThat(Served.json(wrong).getString("detail")).isEqualTo("It knows: PATCH, PUT.");
    }

    @Test
    void a_slash_at_the_end_makes_no_difference_to_what_is_allowed() {
        HttpResponse<String> wrong = served.get("/projects/17/");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).hasValue("PATCH, PUT");
    }

    @Test
    void bodies_that_are_no_json_objects_are_400_and_other_types_415() {
        assertThat(post("{\"a\":", "application/json").statusCode()).isEqualTo(400);
        assertThat(post("[1]", "application/json; charset=utf-8").statusCode()).isEqualTo(400);
        assertThat(post("", "application/json").statusCode()).isEqualTo(400);
        assertThat(post("[".repeat(5_000), "application/json").statusCode()).isEqualTo(400);
        assertThat(post("{}", "text/plain").statusCode()).isEqualTo(415);
        assertThat(post("{\"a\":1}", "application/merge-patch+json").body()).isEqualTo("{\"a\":1}");
    }

    private HttpResponse<String> post(String body, String contentType) {
        return served.send(HttpRequest.newBuilder(served.uri("/echo"))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
