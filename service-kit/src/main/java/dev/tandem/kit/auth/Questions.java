package dev.tandem.kit.auth;

import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Packs questions of many users into one request, each with the token of its user, and answers such a request.
 *
 * <p>The request, {@code {tokens: [...], questions: [{token: 0, ...}]}}, contains each token once, and each question the place of
 * its token. The answer, {@code {answers: [...]}}, holds an answer or a {@code problem} per question, in their order; one refusal
 * does not affect the others.
 */
public final class Questions {

    /** The most bytes of one request, below the services' body limit, {@link dev.tandem.kit.http.HttpSettings#BODY_LIMIT}. */
    public static final int HEAVIEST = 60 * 1024;

    /** A generous estimate of a question's size in bytes without its token. */
    private static final int BYTES = 128;

    private static final int MOST_AT_ONCE = 256;

    /** A question with its user. */
    public record Asked<Q>(Caller caller, Q question) {}

    private Questions() {}

    /** The most bytes that a question with this token adds to a request. */
    public static int weight(String token) {
        return token.length() + BYTES;
    }

    /**
     * The request for all questions, in their order.
     *
     * @param written a question without its token
     */
    public static <Q> JsonObject together(
            List<Q> questions, Function<Q, String> token, Function<Q, JsonObject> written) {
        Map<String, Integer> tokens = new LinkedHashMap<>();
        JsonArray asked = new JsonArray();
        for (Q each : questions) {
            Integer place = tokens.computeIfAbsent(token.apply(each), fresh -> tokens.size());
            asked.add(written.apply(each).put("token", place));
        }
        return new JsonObject()
                .put("tokens", new JsonArray(List.copyOf(tokens.keySet())))
                .put("questions", asked);
    }

    /**
     * The answers of one request, each with a future of its own. A problem fails its future; an answer that cannot be read, because
     * {@code reading} throws for example, is a 503. If there are not as many as {@code expected}, all are.
     */
    public static <A> List<Future<A>> answers(JsonObject body, int expected, Function<JsonObject, A> reading) {
        if (body.getValue("answers") instanceof JsonArray answers && answers.size() == expected) {
            return answers.stream().map(answer -> read(answer, reading)).toList();
        }
        return Collections.nCopies(expected, unreadable(null));
    }

    private static <A> Future<A> read(@Nullable Object answer, Function<JsonObject, A> reading) {
        if (!(answer instanceof JsonObject json)) {
            return unreadable(null);
        }
        if (json.getValue("problem") instanceof JsonObject problem) {
            int status = problem.getValue("status") instanceof Integer number ? number : 503;
            return Future.failedFuture(Problem.fromJson(problem, status).asException());
        }
        try {
            return Future.succeededFuture(reading.apply(json));
        } catch (DateTimeException | IllegalArgumentException | ClassCastException | NullPointerException e) {
            return unreadable(e);
        }
    }

    private static <A> Future<A> unreadable(@Nullable Throwable cause) {
        return Future.failedFuture(new ProblemException(Problems.noAnswer(1), cause));
    }

    /**
     * Answers the request. Verifies each token; a question with a refused token is answered with a problem.
     *
     * @param reading reads a question; throws a {@link ProblemException} if it is malformed
     * @param answering answers the others, in their order, each with a future of its own; not called when there are none
     */
    public static <Q> Future<JsonObject> answer(
            JsonObject body,
            TokenVerifier verifier,
            Function<JsonObject, Q> reading,
            Function<List<Asked<Q>>, Future<List<Future<JsonObject>>>> answering) {
        JsonArray tokens = list(body, "tokens");
        JsonArray questions = list(body, "questions");
        List<Future<Caller>> callers = tokens.stream()
                .map(token -> verifier.verify(token instanceof String text ? text : ""))
                .toList();
        return Future.join(callers).transform(verified -> {
            List<Future<Asked<Q>>> read = questions.stream()
                    .map(question -> asked(question, callers, reading))
                    .toList();
            List<Asked<Q>> sound =
                    read.stream().filter(Future::succeeded).map(Future::result).toList();
            return (sound.isEmpty() ? Future.succeededFuture(List.<Future<JsonObject>>of()) : answering.apply(sound))
                    .compose(answers -> inPlace(read, answers.iterator()));
        });
    }

    private static <Q> Future<Asked<Q>> asked(
            @Nullable Object question, List<Future<Caller>> callers, Function<JsonObject, Q> reading) {
        if (question instanceof JsonObject json
                && json.getValue("token") instanceof Integer token
                && token >= 0
                && token < callers.size()) {
            return callers.get(token).map(caller -> new Asked<>(caller, reading.apply(json)));
        }
        return Future.failedFuture(Problems.malformed("A question is an object with token, the place of one in tokens.")
                .asException());
    }

    private static <Q> Future<JsonObject> inPlace(List<Future<Asked<Q>>> read, Iterator<Future<JsonObject>> answers) {
        List<Future<JsonObject>> all = read.stream()
                .map(each -> each.succeeded() ? answers.next() : Future.<JsonObject>failedFuture(each.cause()))
                .map(each -> each.otherwise(Questions::problem))
                .toList();
        return Future.join(all)
                .map(done -> new JsonObject()
                        .put(
                                "answers",
                                new JsonArray(all.stream().map(Future::result).toList())));
    }

    private static JsonObject problem(Throwable failure) {
        return new JsonObject()
                .put(
                        "problem",
                        (Authentication.refusal(failure) instanceof ProblemException expected
                                        ? expected.problem()
                                        : Problems.standard(503))
                                .toJson());
    }

    private static JsonArray list(JsonObject body, String member) {
        if (body.getValue(member) instanceof JsonArray list && !list.isEmpty() && list.size() <= MOST_AT_ONCE) {
            return list;
        }
        throw Problems.malformed(member + " is a list of 1 to " + MOST_AT_ONCE + ".")
                .asException();
    }
}
