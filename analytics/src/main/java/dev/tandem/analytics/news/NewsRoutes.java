package dev.tandem.analytics.news;

import dev.tandem.kit.auth.Questions;
import dev.tandem.kit.auth.Questions.Asked;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reports what happened in projects to other services, for many users with one statement.
 *
 * <p>{@code POST /v1/projects/news} with {@code {tokens: [...], questions: [{token: 0, projectId, workspaceId, after,
 * check}]}}. This service verifies each token, and asks project-service whether its user may read the project, if there is
 * something to read or {@code check} is true. The answer, {@code {answers: [...]}}, holds per question, in their order, a {@code
 * problem} or {@code {place, more, readAt, news: [...]}}: the facts after the place {@code after} of the workspace's chain, and the
 * place up to which that is everything.
 *
 * <p>Whoever begins leaves out {@code workspaceId}. The answer then tells no news, but {@code {workspaceId, place, known, readAt}}:
 * where to go on; {@code known} is false if that is not where {@code after} was, because there is no such place or too much has
 * happened since.
 *
 * <p>Whoever goes on is asked for the permission in the workspace, so that they also learn that the project was deleted.
 */
public record NewsRoutes(Pool pool, TokenVerifier verifier, Permissions permissions, Clock clock) {

    /** Reading so much takes longer than reading the project anew. */
    private static final long MOST_BEHIND = 10_000;

    /** Must be mounted before authentication: the tokens are in the body. */
    public void mount(Router router) {
        router.post("/v1/projects/news").handler(this::ask);
    }

    private void ask(RoutingContext ctx) {
        Questions.answer(JsonBody.of(ctx), verifier, NewsQuestion::from, this::answers)
                .onComplete(Answers.json(ctx));
    }

    private Future<List<Future<JsonObject>>> answers(List<Asked<NewsQuestion>> asked) {
        Instant readAt = clock.instant();
        Map<Integer, Future<JsonObject>> answers = new HashMap<>();
        return Future.join(begin(asked, answers), goOn(asked, answers))
                .map(read -> IntStream.range(0, asked.size())
                        .mapToObj(i -> Objects.requireNonNull(answers.get(i))
                                .map(json -> json.put("readAt", readAt.toString())))
                        .toList());
    }

    private static List<Integer> places(List<Asked<NewsQuestion>> asked, boolean beginning) {
        return IntStream.range(0, asked.size())
                .filter(i -> asked.get(i).question().begins() == beginning)
                .boxed()
                .toList();
    }

    private Future<Void> begin(List<Asked<NewsQuestion>> asked, Map<Integer, Future<JsonObject>> answers) {
        List<Integer> places = places(asked, true);
        for (int place : places) {
            NewsQuestion question = asked.get(place).question();
            answers.put(
                    place,
                    permissions
                            .checkProject(asked.get(place).caller(), Action.PROJECT_READ, question.projectId())
                            .compose(permit -> new NewsStore(pool)
                                    .head(permit.workspaceId())
                                    .map(head -> beginning(permit.workspaceId(), head, question.after()))));
        }
        return ended(answers);
    }

    private static Future<Void> ended(Map<Integer, Future<JsonObject>> answers) {
        return answers.isEmpty()
                ? Future.succeededFuture()
                : Future.join(List.copyOf(answers.values())).transform(ended -> Future.succeededFuture());
    }

    private static JsonObject beginning(UUID workspace, long head, @Nullable Long after) {
        boolean known = after != null && after <= head && head - after <= MOST_BEHIND;
        return new JsonObject()
                .put("workspaceId", workspace.toString())
                .put("known", known)
                .put("place", known ? after : (Long) head);
    }

    private Future<Void> goOn(List<Asked<NewsQuestion>> asked, Map<Integer, Future<JsonObject>> answers) {
        List<Integer> places = places(asked, false);
        if (places.isEmpty()) {
            return Future.succeededFuture();
        }
        return new NewsStore(pool)
                .after(places.stream().map(i -> asked(asked.get(i).question())).toList())
                .compose(pages -> {
                    Map<Integer, Future<JsonObject>> permitted = new HashMap<>();
                    for (int i = 0; i < pages.size(); i++) {
                        permitted.put(places.get(i), permitted(asked.get(places.get(i)), pages.get(i)));
                    }
                    answers.putAll(permitted);
                    return ended(permitted);
                });
    }

    /** Who left the workspace is told so by a fact, so without facts, new ones or held ones, there is nothing to check. */
    private Future<JsonObject> permitted(Asked<NewsQuestion> asked, NewsStore.Page page) {
        return page.news().isEmpty() && !asked.question().check()
                ? Future.succeededFuture(page(page))
                : permissions
                        .check(
                                asked.caller(),
                                Action.PROJECT_READ,
                                Objects.requireNonNull(asked.question().workspaceId()))
                        .map(permit -> page(page));
    }

    private static NewsStore.Asked asked(NewsQuestion question) {
        return new NewsStore.Asked(
                Objects.requireNonNull(question.workspaceId()),
                question.projectId(),
                Objects.requireNonNull(question.after()));
    }

    private static JsonObject page(NewsStore.Page page) {
        return new JsonObject()
                .put("place", page.place())
                .put("more", page.more())
                .put(
                        "news",
                        new JsonArray(page.news().stream().map(News::toJson).toList()));
    }
}
