package dev.tandem.gateway.board;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.auth.Questions;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.gathering.Gathering;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks analytics what happened in projects, for many streams in one request, each with the token of its user. If there is anything to
 * tell, that also checks whether the user may still read the project: fails with a problem of status 401, 403 or 404 if not. Thread-safe.
 */
final class Changes {

    private static final int REQUESTS = 2;
    private static final int MOST_AT_ONCE = 32;

    private record Question(
            String token,
            UUID project,
            @Nullable UUID workspace,
            @Nullable Long after,
            boolean check) {}

    /**
     * Where a stream begins.
     *
     * @param known false if that is not where the client was
     */
    record Beginning(UUID workspace, long place, boolean known, Instant readAt) {}

    /**
     * @param place everything up to there has been read
     * @param more whether there may be more
     */
    record Page(List<Change> changes, long place, boolean more, Instant readAt) {}

    private final Gathering<Question, Future<Beginning>> beginnings;
    private final Gathering<Question, Future<Page>> pages;
    private final ServiceClient analytics;

    Changes(Vertx vertx, ServiceClient analytics) {
        this.analytics = analytics;
        this.beginnings = gathering(vertx, Changes::beginning);
        this.pages = gathering(vertx, Changes::page);
    }

    private <A> Gathering<Question, Future<A>> gathering(Vertx vertx, Function<JsonObject, A> reading) {
        return new Gathering<>(
                vertx,
                REQUESTS,
                MOST_AT_ONCE,
                Questions.HEAVIEST,
                each -> Questions.weight(each.token),
                asked -> send(asked, reading));
    }

    /** @param after the place where the client was, if it was anywhere */
    Future<Beginning> begin(Caller caller, UUID project, @Nullable Long after) {
        return beginnings
                .ask(new Question(caller.token(), project, null, after, false))
                .compose(Function.identity());
    }

    private static Beginning beginning(JsonObject json) {
        return new Beginning(
                UUID.fromString(json.getString("workspaceId")),
                json.getLong("place"),
                json.getBoolean("known"),
                Instant.parse(json.getString("readAt")));
    }

    /** @param check whether the permission matters even if there is nothing new */
    Future<Page> after(Caller caller, UUID project, UUID workspace, long place, boolean check) {
        return pages.ask(new Question(caller.token(), project, workspace, place, check))
                .compose(Function.identity());
    }

    private static Page page(JsonObject json) {
        List<Change> changes = new ArrayList<>();
        for (Object each : json.getJsonArray("news")) {
            changes.add(Change.from((JsonObject) each));
        }
        return new Page(
                changes, json.getLong("place"), json.getBoolean("more"), Instant.parse(json.getString("readAt")));
    }

    /** What refuses a request as a whole says nothing about the user of one of its questions. */
    private <A> Future<List<Future<A>>> send(List<Question> asked, Function<JsonObject, A> reading) {
        return analytics
                .call(HttpMethod.POST, "/v1/projects/news")
                .changingNothing()
                .json(Questions.together(asked, Question::token, Changes::withoutToken))
                .sendForJson()
                .map(answer -> Questions.answers(answer, asked.size(), reading))
                .recover(failure -> Future.failedFuture(new ProblemException(Problems.noAnswer(1), failure)));
    }

    private static JsonObject withoutToken(Question question) {
        JsonObject json = new JsonObject().put("projectId", question.project.toString());
        if (question.workspace != null) {
            json.put("workspaceId", question.workspace.toString());
        }
        if (question.check) {
            json.put("check", true);
        }
        return question.after == null ? json : json.put("after", question.after);
    }
}
