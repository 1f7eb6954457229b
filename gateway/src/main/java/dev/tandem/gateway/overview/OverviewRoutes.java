package dev.tandem.gateway.overview;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.ConditionalGet;
import dev.tandem.kit.http.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Serves a project with its counts, its last activity, and the caller's unread count. A part whose service does not answer
 * is null and named in {@code unavailable}; a refusal by any service, other than 429, is the answer.
 */
public record OverviewRoutes(ServiceClient projectService, ServiceClient activityFeed, ServiceClient notifier) {

    private static final String PROJECT = "project";
    private static final String ACTIVITY = "activity";
    private static final String NOTIFICATIONS = "notifications";

    /** {@code GET /v1/projects/{projectId}/overview}. */
    public void get(RoutingContext ctx) {
        Caller caller = Caller.of(ctx);
        String id = ctx.pathParam("projectId");
        Part project = part(PROJECT, projectService, "/v1/projects/" + id + "/summary", Map.of(), caller);
        Part activity = part(ACTIVITY, activityFeed, "/v1/projects/" + id + "/activity", Map.of("limit", "1"), caller);
        Part unread = part(NOTIFICATIONS, notifier, "/v1/notifications/unread-count", Map.of("projectId", id), caller);
        Future.all(project.answer(), activity.answer(), unread.answer())
                .map(all -> overview(project, activity, unread))
                .onComplete(Answers.to(ctx, overview -> ConditionalGet.answer(ctx, overview)));
    }

    /** @param answer null if the service does not answer */
    private record Part(String name, Future<JsonObject> answer) {

        boolean isMissing() {
            return answer.result() == null;
        }

        JsonObject json() {
            return answer.result() == null ? new JsonObject() : answer.result();
        }
    }

    private static Part part(
            String name, ServiceClient service, String path, Map<String, String> query, Caller caller) {
        var call = service.get(path).onBehalfOf(caller);
        query.forEach(call::query);
        return new Part(
                name,
                call.sendForJson().recover(e -> isRefusal(e) ? Future.failedFuture(e) : Future.succeededFuture()));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException problem
                && problem.problem().status() < 500
                && problem.problem().status() != 429;
    }

    private static JsonObject overview(Part project, Part activity, Part unread) {
        JsonArray latest = activity.json().getJsonArray("items", new JsonArray());
        JsonObject overview = new JsonObject()
                .put("project", project.json().getJsonObject("project"))
                .put("tasks", project.json().getJsonObject("tasks"))
                .put("sections", project.json().getInteger("sections"))
                .put("members", project.json().getInteger("members"))
                .put("lastActivity", latest.isEmpty() ? null : latest.getJsonObject(0))
                .put("unread", unread.json().getLong("count"))
                .put(
                        "unavailable",
                        new JsonArray(Stream.of(project, activity, unread)
                                .filter(Part::isMissing)
                                .map(Part::name)
                                .toList()));
        JsonObject asOf = activity.json().getJsonObject("asOf");
        return asOf == null ? overview : overview.put("asOf", asOf);
    }
}
