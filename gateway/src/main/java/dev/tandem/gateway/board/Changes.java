package dev.tandem.gateway.board;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.auth.Questions;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.gathering.Gathering;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
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

    private final Gathering<Question, Future<JsonObject>> beginnings;
    private final Gathering<Question, Future<JsonObject>> pages;
    private final ServiceClient analytics;

    Changes(Vertx vertx, ServiceClient analytics) {
        this.analytics = analytics;
        this.beginnings = gathering(vertx);
        this.pages = gathering(vertx);
    }

    private Gathering<Question, Future<JsonObject>> gathering(Vertx vertx) {
        return new Gathering<>(
                vertx, REQUESTS, MOST_AT_ONCE, Questions.HEAVIEST, each -> Questions.weight(each.token), this::send);
    }

    /** @param after the place where the client was, if it was anywhere */
    Future<Beginning> begin(Caller caller, UUID project, @Nullable Long after) {
        return ask(
                beginnings,
                new Question(caller.token(), project, null, after, false),
                json -> new Beginning(
                        UUID.fromString(json.getString("workspaceId")),
                        json.getLong("place"),
                        json.getBoolean("known"),
                        Instant.parse(json.getString("readAt"))));
    }

    /** @param check whether the permission matters even if there is nothing new */
    Future<Page> after(Caller caller, UUID project, UUID workspace, long place, boolean check) {
        return ask(pages, new Question(caller.token(), project, workspace, place, check), json -> {
            List<Change> changes = new ArrayList<>();
            for (Object each : json.getJsonArray("news")) {
                changes.add(Change.from((JsonObject) each));
            }
            return new Page(
                    changes, json.getLong("place"), json.getBoolean("more"), Instant.parse(json.getString("readAt")));
        });
    }

    private static <A> Future<A> ask(
            Gathering<Question, Future<JsonObject>> questions, Question question, Function<JsonObject, A> reading) {
        return questions.ask(question).compose(Function.identity()).map(json -> {
            try {
                return reading.apply(json);
            } catch (DateTimeException | IllegalArgumentException | ClassCastException | NullPointerException e) {
                throw unreadable(e);
            }
        });
    }

    private Future<List<Future<JsonObject>>> send(List<Question> asked) {
        return analytics
                .call(HttpMethod.POST, "/v1/projects/news")
                .changingNothing()
                .json(Questions.together(asked, Question::token, Changes::withoutToken))
                .sendForJson()
                .map(answer -> answers(answer, asked.size()))
                .recover(failure -> Future.failedFuture(unreadable(failure)));
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

    private static List<Future<JsonObject>> answers(JsonObject answer, int expected) {
        if (answer.getValue("answers") instanceof JsonArray answers && answers.size() == expected) {
            return answers.stream().map(Changes::answer).toList();
        }
        throw unreadable(null);
    }

    private static Future<JsonObject> answer(Object answer) {
        if (!(answer instanceof JsonObject json)) {
            return Future.failedFuture(unreadable(null));
        }
        if (json.getValue("problem") instanceof JsonObject problem) {
            int status = problem.getValue("status") instanceof Integer number ? number : 503;
            return Future.failedFuture(Problem.fromJson(problem, status).asException());
        }
        return Future.succeededFuture(json);
    }

    /** What refuses a request as a whole says nothing about the user of one of its questions. */
    private static ProblemException unreadable(@Nullable Throwable cause) {
        return new ProblemException(
                Problems.unavailable("Something that this request needs does not answer; try again.", 1), cause);
    }
}
