package dev.tandem.kit.permission;

import dev.tandem.kit.Platform;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * Asks project-service, which alone knows, whether someone may do something, at the time of asking.
 *
 * <p>A no is a failure with the problem to answer: 403 when the role is too weak, 404 when there is no such thing or the
 * caller is no member. Whatever else goes wrong is a 503: nothing is allowed by default. Nothing is remembered, but equal
 * questions asked at the same time share a call that is sent after each of them was asked. Each question has a span
 * {@code check permission} and is timed as {@code tandem.permission.check}, by its outcome.
 */
public final class Permissions {

    private record Question(String token, Action action, String parameter, UUID id) {}

    private final ServiceClient projects;
    private final Coalescing<Question, Permit> questions;
    private final PermissionCheck check;

    public Permissions(Platform platform, ServiceClient projectService) {
        this.projects = projectService;
        this.questions = new Coalescing<>(platform.vertx());
        this.check = new PermissionCheck(platform);
    }

    /** May {@code caller} do this in the workspace? */
    public Future<Permit> check(Caller caller, Action action, UUID workspaceId) {
        return ask(caller, new Question(caller.token(), action, "workspaceId", workspaceId));
    }

    /** May {@code caller} do this to the project, in whichever workspace it is? */
    public Future<Permit> checkProject(Caller caller, Action action, UUID projectId) {
        return ask(caller, new Question(caller.token(), action, "projectId", projectId));
    }

    /** May {@code caller} do this to the task, in whichever project it is? */
    public Future<Permit> checkTask(Caller caller, Action action, UUID taskId) {
        return ask(caller, new Question(caller.token(), action, "taskId", taskId));
    }

    private Future<Permit> ask(Caller caller, Question question) {
        return check.of(question.action(), () -> send(caller, question), call -> questions.ask(question, call));
    }

    private Future<Permit> send(Caller caller, Question question) {
        return projects.get("/v1/permissions")
                .query("action", question.action().wireName())
                .query(question.parameter(), question.id().toString())
                .onBehalfOf(caller)
                .sendForJson()
                .map(Permissions::permit);
    }

    private static Permit permit(JsonObject answer) {
        if (answer.getValue("workspaceId") instanceof String workspaceId
                && answer.getValue("role") instanceof String role
                && !role.isBlank()) {
            try {
                return new Permit(
                        UUID.fromString(workspaceId),
                        answer.getValue("projectId") instanceof String projectId ? UUID.fromString(projectId) : null,
                        role);
            } catch (IllegalArgumentException unreadable) {
                throw undecided();
            }
        }
        throw undecided();
    }

    private static ProblemException undecided() {
        return Problems.unavailable("The permission could not be checked; try again.", 1)
                .asException();
    }
}
