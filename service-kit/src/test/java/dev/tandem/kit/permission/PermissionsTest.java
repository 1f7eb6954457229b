package dev.tandem.kit.permission;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Platform;
import dev.tandem.kit.Served;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
        router.get("/v1/permissions").handler(arrived::add);
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

    private static void allow(RoutingContext question, String role) {
        question.json(new JsonObject().put("workspaceId", WORKSPACE.toString()).put("role", role));
    }

    private static int status(Throwable failure) {
        return ((ProblemException) failure).problem().status();
    }

    @Test
    void a_question_carries_the_token_the_action_and_the_target() throws InterruptedException {
        Future<Permit> permit = permissions.checkProject(ANNA, Action.PROJECT_READ, PROJECT);
        RoutingContext question = next();
        assertThat(question.request().getHeader("Authorization")).isEqualTo("Bearer annas-token");
        assertThat(question.request().getParam("action")).isEqualTo("project.read");
        assertThat(question.request().getParam("projectId")).isEqualTo(PROJECT.toString());
        allow(question, "viewer");
        assertThat(get(permit)).isEqualTo(new Permit(WORKSPACE, null, "viewer"));
    }

    @Test
    void a_no_keeps_its_status() throws InterruptedException {
        Future<Permit> weak = permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE);
        next().fail(Problems.forbidden("Viewers only look.").asException());
        assertThat(status(failure(weak))).isEqualTo(403);
        Future<Permit> stranger = permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE);
        next().fail(Problems.notFound("No such workspace.").asException());
        assertThat(status(failure(stranger))).isEqualTo(404);
    }

    @Test
    void whatever_else_happens_nothing_is_allowed() throws InterruptedException {
        for (String answer : List.of("{}", "[]", "yes", "{\"role\":\"owner\",\"workspaceId\":\"x\"}", "{\"role\":1}")) {
            Future<Permit> permit = permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE);
            next().end(answer);
            assertThat(status(failure(permit))).isEqualTo(503);
        }
        Future<Permit> broken = permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE);
        next().fail(500);
        assertThat(status(failure(broken))).isEqualTo(503);
    }

    @Test
    void many_at_once_cost_two_calls_and_none_shares_a_call_sent_before_it_asked() throws InterruptedException {
        Future<Permit> first = permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE);
        RoutingContext before = next();
        List<Future<Permit>> later = IntStream.range(0, 50)
                .mapToObj(i -> permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE))
                .toList();
        allow(before, "admin");
        assertThat(get(first).role()).isEqualTo("admin");

        RoutingContext after = next();
        assertThat(later).noneMatch(Future::isComplete);
        after.fail(Problems.forbidden("Removed in the meantime.").asException());
        later.forEach(answer -> assertThat(status(failure(answer))).isEqualTo(403));
        assertThat(arrived).isEmpty();
    }

    @Test
    void different_callers_never_share() throws InterruptedException {
        Caller bob = new Caller("bob", null, null, false, "bobs-token");
        Future<Permit> annas = permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE);
        Future<Permit> bobs = permissions.check(bob, Action.PROJECT_CREATE, WORKSPACE);
        for (int i = 0; i < 2; i++) {
            RoutingContext question = next();
            allow(question, question.request().getHeader("Authorization").contains("bob") ? "viewer" : "owner");
        }
        assertThat(get(annas).role()).isEqualTo("owner");
        assertThat(get(bobs).role()).isEqualTo("viewer");
    }
}
