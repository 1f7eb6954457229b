package dev.tandem.notifier.inbox;

import dev.tandem.kit.auth.Authentication;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reports new inbox entries of many users to other services, with one statement.
 *
 * <p>{@code POST /v1/notifications/news} with {@code {tokens: [...], questions: [{token: 0, after: id}]}}. This service
 * verifies each token; each question is about the inbox of the user whose token it points at. The answer,
 * {@code {answers: [...]}}, holds per question, in their order, a {@code problem} or {@code {items: [...], next, readAt}}:
 * the entries with ids above the given one, lowest first, limited to the user's current workspaces; the id after which
 * to ask next, null when there is nothing more; and the time of reading.
 */
public final class NewsRoutes {

    private static final int MOST_AT_ONCE = 256;
    private static final int PAGE = 50;

    private final Pool pool;
    private final TokenVerifier verifier;
    private final CurrentMemberships memberships;
    private final Clock clock;

    public NewsRoutes(Pool pool, TokenVerifier verifier, CurrentMemberships memberships, Clock clock) {
        this.pool = pool;
        this.verifier = verifier;
        this.memberships = memberships;
        this.clock = clock;
    }

    /** Must be mounted before authentication: the tokens are in the body. */
    public void mount(Router router) {
        router.post("/v1/notifications/news").handler(this::ask);
    }

    private void ask(RoutingContext ctx) {
        JsonObject body = JsonBody.of(ctx);
        JsonArray tokens = list(body, "tokens");
        JsonArray questions = list(body, "questions");
        List<Future<Caller>> callers = tokens.stream().map(this::verify).toList();
        Future.join(callers)
                .transform(verified -> answers(callers, questions))
                .map(answers -> new JsonObject().put("answers", answers))
                .onComplete(Answers.json(ctx));
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

    private record Question(Caller caller, UUID after) {}

    private Future<JsonArray> answers(List<Future<Caller>> callers, JsonArray questions) {
        List<Future<JsonObject>> answers = new ArrayList<>();
        List<Question> asked = new ArrayList<>();
        List<Promise<JsonObject>> awaited = new ArrayList<>();
        for (Object each : questions) {
            try {
                asked.add(question(each, callers));
                Promise<JsonObject> answer = Promise.promise();
                awaited.add(answer);
                answers.add(answer.future());
            } catch (ProblemException refused) {
                answers.add(Future.succeededFuture(problem(refused)));
            }
        }
        Instant readAt = clock.instant();
        Future<List<List<Notification>>> found = asked.isEmpty()
                ? Future.succeededFuture(List.of())
                : new NotificationStore(pool)
                        .after(
                                asked.stream()
                                        .map(each -> new NotificationStore.Asked(each.caller.userId(), each.after))
                                        .toList(),
                                PAGE);
        return found.compose(news -> {
            for (int i = 0; i < asked.size(); i++) {
                answer(asked.get(i), news.get(i), readAt)
                        .otherwise(NewsRoutes::problem)
                        .onComplete(awaited.get(i));
            }
            return Future.join(answers)
                    .map(all ->
                            new JsonArray(answers.stream().map(Future::result).toList()));
        });
    }

    private static Question question(@Nullable Object question, List<Future<Caller>> callers) {
        if (question instanceof JsonObject json
                && json.getValue("token") instanceof Integer token
                && token >= 0
                && token < callers.size()
                && json.getValue("after") instanceof String after) {
            Future<Caller> caller = callers.get(token);
            if (caller.succeeded()) {
                return new Question(caller.result(), id(after));
            }
            throw problemOf(caller.cause()).asException();
        }
        throw Problems.malformed("A question has a token, by its place, and after, an id.")
                .asException();
    }

    private static JsonObject problem(Throwable refused) {
        return new JsonObject().put("problem", problemOf(refused).toJson());
    }

    private static UUID id(String after) {
        try {
            return UUID.fromString(after);
        } catch (IllegalArgumentException noId) {
            throw Problems.malformed("after is an id.").asException();
        }
    }

    private Future<JsonObject> answer(Question question, List<Notification> news, Instant readAt) {
        String next = news.size() == PAGE ? news.get(PAGE - 1).id().toString() : null;
        return memberships
                .among(
                        question.caller,
                        news.stream().map(Notification::workspaceId).toList())
                .map(readable -> new JsonObject()
                        .put(
                                "items",
                                new JsonArray(news.stream()
                                        .filter(each -> readable.contains(each.workspaceId()))
                                        .map(Notification::toJson)
                                        .toList()))
                        .put("next", next)
                        .put("readAt", readAt.toString()));
    }

    private static Problem problemOf(Throwable failure) {
        return Authentication.refusal(failure) instanceof ProblemException expected
                ? expected.problem()
                : Problems.standard(503);
    }
}
