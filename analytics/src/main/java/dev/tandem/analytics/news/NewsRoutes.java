package dev.tandem.analytics.news;

import dev.tandem.kit.auth.Questions;
import dev.tandem.kit.auth.Questions.Asked;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.permission.Permit;
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
 * <p>{@code POST /v1/projects/news} with {@code {tokens: [...], questions: [{token: 0, projectId, workspaceId, after}]}}. This service
 * verifies each token, and asks project-service whether its user may read the project. The answer, {@code {answers: [...]}}, holds per
 * question, in their order, a {@code problem} or {@code {workspaceId, place, more, readAt, news: [...]}}: the facts after the place
 * {@code after} of the workspace's chain, and the place up to which that is everything.
 *
 * <p>Whoever begins leaves out {@code workspaceId}. The answer then tells no news, but where to go on; {@code known} is false if
 * that is not where {@code after} was, because there is no such place or too much has happened since.
 *
 * <p>Whoever goes on is asked for the permission in the workspace, so that they also learn that the project was deleted.
 */
public final class NewsRoutes {

    /** Reading so much takes longer than reading the project anew. */
    private static final long MOST_BEHIND = 10_000;

    private final Pool pool;
    private final TokenVerifier verifier;
    private final Permissions permissions;
    private final Clock clock;

    public NewsRoutes(Pool pool, TokenVerifier verifier, Permissions permissions, Clock clock) {
        this.pool = pool;
        this.verifier = verifier;
        this.permissions = permissions;
        this.clock = clock;
    }

    /** Must be mounted before authentication: the tokens are in the body. */
    public void mount(Router router) {
        router.post("/v1/projects/news").handler(this::ask);
    }

    private void ask(RoutingContext ctx) {
        Questions.answer(JsonBody.of(ctx), verifier, NewsQuestion::from, this::answers)
                .onComplete(Answers.json(ctx));
    }

    private Future<List<Future<JsonObject>>> answers(List<Asked<NewsQuestion>> asked) {
        List<Future<Permit>> permits = asked.stream().map(this::permit).toList();
        return Future.join(permits).transform(decided -> permitted(asked, permits));
    }

    private Future<Permit> permit(Asked<NewsQuestion> asked) {
        UUID workspace = asked.question().workspaceId();
        return workspace == null
                ? permissions.checkProject(
                        asked.caller(), Action.PROJECT_READ, asked.question().projectId())
                : permissions.check(asked.caller(), Action.PROJECT_READ, workspace);
    }

    private Future<List<Future<JsonObject>>> permitted(List<Asked<NewsQuestion>> asked, List<Future<Permit>> permits) {
        Instant readAt = clock.instant();
        List<Integer> beginning = places(asked, permits, true);
        List<Integer> goingOn = places(asked, permits, false);
        Map<Integer, JsonObject> answers = new HashMap<>();
        return Future.join(begin(asked, permits, beginning, answers), goOn(asked, goingOn, answers))
                .map(read -> IntStream.range(0, asked.size())
                        .mapToObj(i -> permits.get(i)
                                .map(permit ->
                                        Objects.requireNonNull(answers.get(i)).put("readAt", readAt.toString())))
                        .toList());
    }

    private static List<Integer> places(
            List<Asked<NewsQuestion>> asked, List<Future<Permit>> permits, boolean beginning) {
        return IntStream.range(0, asked.size())
                .filter(i ->
                        permits.get(i).succeeded() && asked.get(i).question().begins() == beginning)
                .boxed()
                .toList();
    }

    private Future<Void> begin(
            List<Asked<NewsQuestion>> asked,
            List<Future<Permit>> permits,
            List<Integer> places,
            Map<Integer, JsonObject> answers) {
        if (places.isEmpty()) {
            return Future.succeededFuture();
        }
        List<UUID> workspaces =
                places.stream().map(i -> permits.get(i).result().workspaceId()).toList();
        return new NewsStore(pool).heads(workspaces).map(heads -> {
            for (int i = 0; i < heads.size(); i++) {
                int place = places.get(i);
                answers.put(
                        place,
                        beginning(
                                workspaces.get(i),
                                heads.get(i),
                                asked.get(place).question().after()));
            }
            return null;
        });
    }

    private static JsonObject beginning(UUID workspace, long head, @Nullable Long after) {
        boolean known = after != null && after <= head && head - after <= MOST_BEHIND;
        return new JsonObject()
                .put("workspaceId", workspace.toString())
                .put("known", known)
                .put("place", known ? after : (Long) head);
    }

    private Future<Void> goOn(List<Asked<NewsQuestion>> asked, List<Integer> places, Map<Integer, JsonObject> answers) {
        if (places.isEmpty()) {
            return Future.succeededFuture();
        }
        return new NewsStore(pool)
                .after(places.stream().map(i -> asked(asked.get(i).question())).toList())
                .map(pages -> {
                    for (int i = 0; i < pages.size(); i++) {
                        answers.put(places.get(i), page(pages.get(i)));
                    }
                    return null;
                });
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
