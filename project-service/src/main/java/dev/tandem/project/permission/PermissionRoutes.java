package dev.tandem.project.permission;

import dev.tandem.kit.auth.Authentication;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import dev.tandem.project.workspace.Grants;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers permission questions, many with one statement, because every write waits for them.
 *
 * <p>{@code POST /v1/permissions} with {@code {tokens: [...], questions: [{token: 0, action, workspaceId | projectId |
 * taskId}]}}. This service verifies each token; each question is asked by the user of the token that it points at. The
 * answer, {@code {answers: [...]}}, holds a grant or a {@code problem} per question, in their order; one refusal does
 * not affect the others.
 */
public final class PermissionRoutes {

    private static final int MOST_AT_ONCE = 256;

    private final Pool pool;
    private final TokenVerifier verifier;

    public PermissionRoutes(Pool pool, TokenVerifier verifier) {
        this.pool = pool;
        this.verifier = verifier;
    }

    /** Must be mounted before authentication: the tokens are in the body. */
    public void mount(Router router) {
        router.post("/v1/permissions").handler(this::ask);
    }

    private void ask(RoutingContext ctx) {
        JsonObject body = JsonBody.of(ctx);
        JsonArray tokens = list(body, "tokens");
        JsonArray questions = list(body, "questions");
        List<Future<Caller>> callers = tokens.stream().map(this::verify).toList();
        Future.join(callers)
                .transform(verified -> answers(callers, questions))
                .onComplete(Answers.to(ctx, answers -> ctx.json(new JsonObject().put("answers", answers))));
    }

    private static JsonArray list(JsonObject body, String member) {
        if (body.getValue(member) instanceof JsonArray list && !list.isEmpty() && list.size() <= MOST_AT_ONCE) {
            return list;
        }
        throw Problems.malformed(member + " is a list of 1 to " + MOST_AT_ONCE + ".")
                .asException();
    }

    private Future<Caller> verify(@Nullable Object token) {
        return verifier.verify(token instanceof String text ? text : "");
    }

    private Future<JsonArray> answers(List<Future<Caller>> callers, JsonArray questions) {
        JsonObject[] answers = new JsonObject[questions.size()];
        List<GrantStore.Asked> asked = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            try {
                Question question = Question.from(questions.getValue(i), callers.size());
                Future<Caller> caller = callers.get(question.token());
                if (caller.succeeded()) {
                    asked.add(new GrantStore.Asked(caller.result().userId(), question));
                    places.add(i);
                } else {
                    answers[i] = refusal(problemOf(caller.cause()));
                }
            } catch (ProblemException malformed) {
                answers[i] = refusal(malformed.problem());
            }
        }
        Future<Map<Integer, Grant>> grants =
                asked.isEmpty() ? Future.succeededFuture(Map.of()) : new GrantStore(pool).all(asked);
        return grants.map(found -> {
            for (int i = 0; i < places.size(); i++) {
                answers[places.get(i)] = answer(asked.get(i).question(), found.get(i));
            }
            return new JsonArray(List.of(answers));
        });
    }

    private static JsonObject answer(Question question, @Nullable Grant grant) {
        if (grant == null) {
            return refusal(Problems.notFound("There is no such workspace, project or task, or you are not a member."));
        }
        return Grants.allows(grant.role(), question.action())
                ? grant.toJson()
                : refusal(Grants.refusal(grant.role(), question.action()));
    }

    private static JsonObject refusal(Problem problem) {
        return new JsonObject().put("problem", problem.toJson());
    }

    private static Problem problemOf(Throwable failure) {
        return Authentication.refusal(failure) instanceof ProblemException expected
                ? expected.problem()
                : Problems.standard(503);
    }
}
