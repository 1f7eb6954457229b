package dev.tandem.notifier.inbox;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.auth.Questions;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.request.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Reports new inbox entries of many users to other services, with one statement.
 *
 * <p>{@code POST /v1/notifications/news} with {@code {tokens: [...], questions: [{token: 0, after: id}]}}. This service
 * verifies each token; each question is about the inbox of the user whose token it points at. The answer, {@code {answers:
 * [...]}}, holds per question, in their order, a {@code problem} or {@code {items: [...], next, readAt}}: the entries with
 * ids above the given one, lowest first, limited to the user's current workspaces; the id with which to continue, null if
 * there is nothing more; and the time of reading.
 */
record NewsRoutes(Pool pool, TokenVerifier verifier, CurrentMemberships memberships, Clock clock) {

    private static final int PAGE = 50;

    /** Must be mounted before authentication: the tokens are in the body. */
    void mount(Router router) {
        router.post("/v1/notifications/news").handler(this::ask);
    }

    private void ask(RoutingContext ctx) {
        Questions.answer(JsonBody.of(ctx), verifier, NewsRoutes::after, this::answers)
                .onComplete(Answers.json(ctx));
    }

    private static UUID after(JsonObject question) {
        return Ids.parse("after", String.valueOf(question.getValue("after")));
    }

    private Future<List<Future<JsonObject>>> answers(List<Questions.Asked<UUID>> asked) {
        Instant readAt = clock.instant();
        return new NotificationStore(pool)
                .after(
                        asked.stream()
                                .map(each -> new NotificationStore.Asked(
                                        each.caller().userId(), each.question()))
                                .toList(),
                        PAGE)
                .map(news -> IntStream.range(0, asked.size())
                        .mapToObj(i -> answer(asked.get(i).caller(), news.get(i), readAt))
                        .toList());
    }

    private Future<JsonObject> answer(Caller caller, List<Notification> news, Instant readAt) {
        String next = news.size() == PAGE ? news.get(PAGE - 1).id().toString() : null;
        return memberships
                .among(caller, news.stream().map(Notification::workspaceId).toList())
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
}
