package dev.tandem.gateway.board;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.gathering.Gathering;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Enriches events with the current state of their subject, read from project-service: a member {@code task}, {@code section},
 * {@code project} or {@code member}, as in the public API, or {@code "gone": true} if it no longer exists. Events about anything
 * else stay as they are. Streams that need the same resource at once share one read, made with the token of one of their callers;
 * each caller was permitted to read the project when it read the change. Thread-safe.
 */
final class EventEnricher {

    private static final int BATCHES = 2;
    private static final int MOST_AT_ONCE = 64;
    private static final int NOT_FOUND = 404;

    private record Question(Caller caller, UUID workspace, String path) {}

    private record Thing(String member, String path) {}

    private final ServiceClient projects;
    private final Permissions permissions;
    private final Gathering<Question, Future<Optional<JsonObject>>> questions;

    EventEnricher(Vertx vertx, ServiceClient projectService, Permissions permissions) {
        this.projects = projectService;
        this.permissions = permissions;
        this.questions = new Gathering<>(vertx, BATCHES, MOST_AT_ONCE, this::read);
    }

    /**
     * Returns a future per change, in their order: its enriched event, or why its subject could not be read. Nothing older than
     * this call is used. The outer future succeeds once all reads have ended; it does not fail with them.
     */
    Future<List<Future<JsonObject>>> enrich(List<Change> changes, Caller caller, UUID project, UUID workspace) {
        Map<String, Future<Optional<JsonObject>>> asked = new HashMap<>();
        for (Change change : changes) {
            Thing thing = thing(change, project, workspace);
            if (thing != null) {
                asked.computeIfAbsent(
                        thing.path,
                        path -> questions
                                .ask(new Question(caller, workspace, path))
                                .compose(Function.identity()));
            }
        }
        return Future.join(List.copyOf(asked.values()))
                .transform(read -> Future.succeededFuture(changes.stream()
                        .map(change -> event(change, thing(change, project, workspace), asked))
                        .toList()));
    }

    private static Future<JsonObject> event(
            Change change, @Nullable Thing thing, Map<String, Future<Optional<JsonObject>>> asked) {
        JsonObject event = change.event().copy();
        Future<Optional<JsonObject>> answer = thing == null ? null : asked.get(thing.path);
        if (thing == null || answer == null) {
            return Future.succeededFuture(event);
        }
        return answer.map(
                read -> read.map(present -> event.put(thing.member, present)).orElseGet(() -> event.put("gone", true)));
    }

    private static @Nullable Thing thing(Change change, UUID project, UUID workspace) {
        if (change.untold()) {
            return null;
        }
        JsonObject data = change.event().getJsonObject("data");
        return switch (change.family()) {
            case "task", "comment" ->
                new Thing("task", "/v1/tasks/" + change.event().getString("taskId"));
            case "section" ->
                new Thing("section", "/v1/projects/" + project + "/sections/" + data.getString("sectionId"));
            case "project" -> new Thing("project", "/v1/projects/" + project);
            case "member" ->
                new Thing("member", "/v1/workspaces/" + workspace + "/members/" + inPath(data.getString("userId")));
            default -> null;
        };
    }

    private static String inPath(String userId) {
        return URLEncoder.encode(userId, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Future<List<Future<Optional<JsonObject>>>> read(List<Question> asked) {
        Map<String, Future<Optional<JsonObject>>> answers = new LinkedHashMap<>();
        asked.forEach(question -> answers.computeIfAbsent(question.path, path -> read(question)));
        return Future.join(List.copyOf(answers.values()))
                .transform(ended -> Future.succeededFuture(asked.stream()
                        .map(question -> answers.get(question.path))
                        .toList()));
    }

    private Future<Optional<JsonObject>> read(Question question) {
        return projects.get(question.path)
                .onBehalfOf(question.caller)
                .sendForJson()
                .map(Optional::of)
                .recover(failure -> isNotFound(failure) ? gone(question) : Future.failedFuture(failure));
    }

    /** Fails if the caller has left the workspace, because project-service answers 404 then as well. */
    private Future<Optional<JsonObject>> gone(Question question) {
        return permissions
                .check(question.caller, Action.PROJECT_READ, question.workspace)
                .map(permitted -> Optional.empty());
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == NOT_FOUND;
    }
}
