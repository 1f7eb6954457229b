package dev.tandem.kit.permission;

import dev.tandem.kit.Platform;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.auth.Questions;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.gathering.Gathering;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Asks project-service, the only authority, whether a user may do something at that moment.
 *
 * <p>A denial is a failure with the 4xx problem to answer: 403 if the role is too weak, 404 if the thing does not exist or the
 * caller is not a member, 401 if the token is refused. Any other failure, and no answer within two seconds, is a 503: nothing is
 * allowed by default. Nothing is cached. A lone question is sent at once; questions that arrive while a request is under way
 * share the next one, each for its own caller. So no answer is older than its question, and one denied question does not affect
 * the others. Each question has a span {@code check permission} and is timed as {@code tandem.permission.check}, by outcome.
 */
public final class Permissions {

    private static final int REQUESTS = 2;
    private static final int MOST_AT_ONCE = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ServiceClient projects;
    private final Gathering<Question, Future<Permit>> questions;
    private final PermissionCheck check;

    public Permissions(Platform platform, ServiceClient projectService) {
        this.projects = projectService;
        this.questions = new Gathering<>(
                platform.vertx(),
                REQUESTS,
                MOST_AT_ONCE,
                Questions.HEAVIEST,
                each -> Questions.weight(each.token()),
                this::send);
        this.check = new PermissionCheck(platform);
    }

    /** Checks that {@code caller} may do this in the workspace; fails if not. */
    public Future<Permit> check(Caller caller, Action action, UUID workspaceId) {
        return ask(caller, action, "workspaceId", workspaceId);
    }

    /** Checks that {@code caller} may do this to the project, whatever its workspace; fails if not. */
    public Future<Permit> checkProject(Caller caller, Action action, UUID projectId) {
        return ask(caller, action, "projectId", projectId);
    }

    /** Checks that {@code caller} may do this to the task, whatever its project; fails if not. */
    public Future<Permit> checkTask(Caller caller, Action action, UUID taskId) {
        return ask(caller, action, "taskId", taskId);
    }

    private Future<Permit> ask(Caller caller, Action action, String parameter, UUID id) {
        return check.of(
                action,
                below -> questions
                        .ask(new Question(caller.token(), action, parameter, id, below))
                        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .compose(Function.identity()));
    }

    private Future<List<Future<Permit>>> send(List<Question> asked) {
        return asked.get(0)
                .below()
                .call(() -> projects.call(HttpMethod.POST, "/v1/permissions")
                        .changingNothing()
                        .json(Questions.together(asked, Question::token, Question::withoutToken))
                        .sendForJson())
                .map(answer -> Questions.answers(answer, asked.size(), Permissions::permit).stream()
                        .map(each -> each.recover(failure -> Future.failedFuture(refusal(failure))))
                        .toList());
    }

    private static Permit permit(JsonObject json) {
        if (json.getValue("workspaceId") instanceof String workspaceId
                && json.getValue("role") instanceof String role
                && !role.isBlank()) {
            return new Permit(
                    UUID.fromString(workspaceId),
                    json.getValue("projectId") instanceof String projectId ? UUID.fromString(projectId) : null,
                    role);
        }
        throw new IllegalArgumentException("A permit has a workspace and a role");
    }

    /** What is no 4xx decides nothing. */
    private static ProblemException refusal(Throwable failure) {
        if (!(failure instanceof ProblemException refused)
                || refused.problem().status() < 400
                || refused.problem().status() >= 500) {
            return Problems.unavailable("The permission could not be checked; try again.", 1)
                    .asException();
        }
        Problem problem = refused.problem();
        for (Map.Entry<String, String> header :
                Problems.standard(problem.status()).headers().entrySet()) {
            problem = problem.withHeader(header.getKey(), header.getValue());
        }
        return problem.asException();
    }
}
