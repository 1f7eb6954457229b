package dev.tandem.project.permission;

import dev.tandem.kit.auth.Questions;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.project.workspace.Grants;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers permission questions, many with one statement, because every write waits for them.
 *
 * <p>{@code POST /v1/permissions} with {@code {tokens: [...], questions: [{token: 0, action, workspaceId | projectId |
 * taskId}]}}. This service verifies each token; each question is asked on behalf of the user whose token it points at. The
 * answer, {@code {answers: [...]}}, holds a grant or a {@code problem} per question, in their order; one refusal does not
 * affect the others.
 */
public record PermissionRoutes(Pool pool, TokenVerifier verifier) {

    /** Must be mounted before authentication: the tokens are in the body. */
    public void mount(Router router) {
        router.post("/v1/permissions").handler(this::ask);
    }

    private void ask(RoutingContext ctx) {
        Questions.answer(JsonBody.of(ctx), verifier, Question::from, this::answers)
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private Future<List<Future<JsonObject>>> answers(List<Questions.Asked<Question>> asked) {
        return new GrantStore(pool)
                .all(asked)
                .map(grants -> IntStream.range(0, asked.size())
                        .mapToObj(i -> answer(asked.get(i).question(), grants.get(i)))
                        .toList());
    }

    private static Future<JsonObject> answer(Question question, @Nullable Grant grant) {
        if (grant == null) {
            return refusal(Problems.notFound("There is no such workspace, project or task, or you are not a member."));
        }
        return Grants.allows(grant.role(), question.action())
                ? Future.succeededFuture(grant.toJson())
                : refusal(Grants.refusal(grant.role(), question.action()));
    }

    private static Future<JsonObject> refusal(Problem problem) {
        return Future.failedFuture(problem.asException());
    }
}
