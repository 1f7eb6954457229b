package dev.tandem.kit.permission;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Platform;
import dev.tandem.kit.Served;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PermissionsTest {

    private static final Caller ANNA = new Caller("anna", null, null, false, "annas-token");
    private static final UUID WORKSPACE = UUID.randomUUID();
    private static final UUID PROJECT = UUID.randomUUID();

    private final BlockingQueue<RoutingContext> arrived = new LinkedBlockingQueue<>();
    private final Served projects = Served.with(this::routes);
    private final Platform platform = Served.platform("asking");
    private final Permissions permissions =
            new Permissions(platform, ServiceClient.to(platform, "project-service", projects.uri("")));

    private void routes(Router router) {
        router.post("/v1/permissions").handler(arrived::add);
    }

    @AfterEach
    void close() {
        get(platform.close());
        projects.close();
    }

    private RoutingContext next() throws InterruptedException {
        RoutingContext question = arrived.poll(10, TimeUnit.SECONDS);
        assertThat(question).isNotNull();
        return question;
    }

    private static JsonObject asked(RoutingContext request, int place) {
        return request.body().asJsonObject().getJsonArray("questions").getJsonObject(place);
    }

    private static String token(RoutingContext request, int place) {
        JsonObject body = request.body().asJsonObject();
        return body.getJsonArray("tokens").getString(asked(request, place).getInteger("token"));
    }

    private static JsonObject grant(String role) {
        return new JsonObject().put("workspaceId", WORKSPACE.toString()).put("role", role);
    }

    private static JsonObject no(Problem problem) {
        return new JsonObject().put("problem", problem.toJson());
    }

    private static void answer(RoutingContext request, JsonObject... answers) {
        request.json(new JsonObject().put("answers", new JsonArray(List.of(answers))));
    }

    private static void answerAll(RoutingContext request, JsonObject answer) {
        int questions = request.body().asJsonObject().getJsonArray("questions").size();
        answer(request, Stream.generate(() -> answer).limit(questions).toArray(JsonObject[]::new));
    }

    private static int status(Throwable failure) {
        return ((ProblemException) failure).problem().status();
    }

    @Test
    void a_question_carries_the_token_the_action_and_the_target() throws InterruptedException {
        Future<Permit> permit = permissions.checkProject(ANNA, Action.PROJECT_READ, PROJECT);
        RoutingContext request = next();
        assertThat(request.body().asJsonObject())
                .isEqualTo(new JsonObject()
                        .put("tokens", new JsonArray(List.of("annas-token")))
                        .put(
                                "questions",
                                new JsonArray(List.of(new JsonObject()
                                        .put("token", 0)
                                        .put("action", "project.read")
                                        .put("projectId", PROJECT.toString())))));
        answer(request, grant("viewer"));
        assertThat(get(permit)).isEqualTo(new Permit(WORKSPACE, null, "viewer"));
    }

    @Test
    void a_no_keeps_its_status() throws InterruptedException {
        for (Problem problem : List.of(
                Problems.forbidden("Viewers only look."),
                Problems.notFound("No such workspace."),
                Problems.standard(401))) {
            Future<Permit> refused = permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE);
            answer(next(), no(problem));
            assertThat(((ProblemException) failure(refused)).problem()).isEqualTo(problem);
        }
    }

    @Test
    void whatever_else_happens_nothing_is_allowed() throws InterruptedException {
        for (String answer : List.of(
                "{}",
                "[]",
                "yes",
                "{\"answers\": []}",
                "{\"answers\": [1]}",
                "{\"answers\": [{}, {}]}",
                "{\"answers\": [{\"role\": \"owner\", \"workspaceId\": \"x\"}]}",
                "{\"answers\": [{\"role\": 1}]}",
                "{\"answers\": [{\"problem\": {\"status\": 200}}]}",
                "{\"answers\": [{\"problem\": {\"status\": 503}}]}")) {
            Future<Permit> permit = permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE);
            next().end(answer);
            assertThat(status(failure(permit))).as(answer).isEqualTo(503);
        }
        Future<Permit> broken = permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE);
        next().fail(500);
        assertThat(status(failure(broken))).isEqualTo(503);
    }

    @Test
    void those_that_wait_go_together_and_none_is_in_a_request_sent_before_it_asked() throws InterruptedException {
        Future<Permit> first = permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE);
        Future<Permit> second = permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE);
        RoutingContext one = next();
        RoutingContext other = next();
        List<Future<Permit>> later = IntStream.range(0, 50)
                .mapToObj(i -> permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE))
                .toList();
        answer(one, grant("admin"));
        RoutingContext after = next();
        answer(other, grant("admin"));
        assertThat(get(first).role()).isEqualTo("admin");
        assertThat(get(second).role()).isEqualTo("admin");
        assertThat(later).noneMatch(Future::isComplete);

        answerAll(after, no(Problems.forbidden("Removed in the meantime.")));
        later.forEach(answer -> assertThat(status(failure(answer))).isEqualTo(403));
        assertThat(arrived).isEmpty();
    }

    @Test
    void each_is_asked_in_its_own_name_and_one_that_is_refused_refuses_no_other() throws InterruptedException {
        Caller bob = new Caller("bob", null, null, false, "bobs-token");
        permissions.check(ANNA, Action.PROJECT_READ, WORKSPACE);
        permissions.check(ANNA, Action.PROJECT_READ, WORKSPACE);
        RoutingContext before = next();
        next();
        Future<Permit> annas = permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE);
        Future<Permit> bobs = permissions.check(bob, Action.PROJECT_CREATE, WORKSPACE);
        Future<Permit> annasNext = permissions.check(ANNA, Action.PROJECT_READ, WORKSPACE);
        answer(before, grant("owner"));

        RoutingContext together = next();
        assertThat(List.of(token(together, 0), token(together, 1), token(together, 2)))
                .containsExactly("annas-token", "bobs-token", "annas-token");
        assertThat(together.body().asJsonObject().getJsonArray("tokens")).hasSize(2);
        answer(together, grant("owner"), no(Problems.forbidden("Viewers only look.")), grant("admin"));
        assertThat(get(annas).role()).isEqualTo("owner");
        assertThat(status(failure(bobs))).isEqualTo(403);
        assertThat(get(annasNext).role()).isEqualTo("admin");
    }

    @Test
    void a_request_stays_below_the_limit_of_bodies() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            Caller caller = new Caller("u" + i, null, null, false, i + "x".repeat(8 * 1024 - 2));
            permissions.check(caller, Action.PROJECT_CREATE, WORKSPACE);
        }
        int asked = 0;
        while (asked < 20) {
            RoutingContext request = next();
            assertThat(request.body().length()).isLessThan(HttpSettings.BODY_LIMIT);
            asked += request.body().asJsonObject().getJsonArray("questions").size();
            answerAll(request, grant("owner"));
        }
    }
}
