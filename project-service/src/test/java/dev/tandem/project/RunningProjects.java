package dev.tandem.project;

import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.Commands.createProject;
import static dev.tandem.project.Commands.createWorkspace;
import static dev.tandem.project.Commands.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.process.RunningService;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.ApiClient;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.kit.testing.ServiceEnvironment;
import dev.tandem.kit.testing.TokenIssuer;
import dev.tandem.runtime.Service;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Runs the whole service on real back ends, shared by the tests of a JVM; each test uses workspaces of its own. */
final class RunningProjects {

    private static @Nullable RunningProjects shared;

    /** Maximum number of members of a workspace here. */
    static final int MOST_MEMBERS = 30;

    static final String INVITATION_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    /** Maximum number of open invitations of a workspace here. */
    static final int MOST_INVITATIONS = 4;

    /** Maximum number of mails that a workspace or a user may send in an hour here. */
    static final int MOST_MAILS = 8;

    static final URI DATABASE = URI.create(SharedBackends.get().postgres().uri("project_service"));

    final Topics topics = new Topics();
    private final TokenIssuer issuer = new TokenIssuer();
    private final RunningService service;
    private final ApiClient client;

    private RunningProjects() {
        Environment environment = ServiceEnvironment.of(
                ProjectService.NAME,
                "project_service",
                issuer,
                Map.of(
                        "MEMBERS_PER_WORKSPACE", Integer.toString(MOST_MEMBERS),
                        "INVITATION_KEY", INVITATION_KEY,
                        "INVITATIONS_PER_WORKSPACE", Integer.toString(MOST_INVITATIONS),
                        "INVITATION_MAILS_PER_HOUR", Integer.toString(MOST_MAILS)));
        Promise<Service> started = Promise.promise();
        service = Awaiting.get(RunningService.start(
                ProjectService.NAME,
                environment,
                ProjectServiceConfig::from,
                (platform, config, shutdown) ->
                        ProjectService.start(platform, config, shutdown).onSuccess(started::complete)));
        client = new ApiClient(Awaiting.get(started.future()).port(), issuer);
    }

    static synchronized RunningProjects get() {
        if (shared == null) {
            shared = new RunningProjects();
        }
        return shared;
    }

    /** Changes the service's tables from outside. */
    void alter(String statement) {
        Vertx vertx = Vertx.vertx();
        Awaiting.get(Databases.pool(vertx, DATABASE, "test", 1).query(statement).execute());
        Awaiting.get(vertx.close());
    }

    /** Creates a workspace of the user and waits until the user can read it. */
    UUID aWorkspaceOf(String owner) {
        UUID workspace = anyId();
        command(owner, workspace, createWorkspace(workspace, owner));
        Awaitility.await().until(() -> get(owner, "/v1/workspaces/" + workspace).status() == 200);
        return workspace;
    }

    UUID aProjectIn(UUID workspace, String creator) {
        UUID project = anyId();
        command(creator, workspace, createProject(project, workspace));
        Awaitility.await().until(() -> get(creator, "/v1/projects/" + project).status() == 200);
        return project;
    }

    /** Sends a command as the gateway does and returns its operation. */
    UUID command(String actor, UUID workspace, Command command) {
        UUID operation = anyId();
        topics.publish(envelope(actor, workspace, command, operation.toString()), command);
        return operation;
    }

    /** Sends a command and waits until it has succeeded. */
    void done(String actor, UUID workspace, Command command) {
        UUID operation = command(actor, workspace, command);
        Awaitility.await()
                .until(() -> topics.of(workspace).stream()
                        .anyMatch(told -> told.payload() instanceof OperationSucceeded end
                                && end.operationId().equals(operation)));
    }

    Answer get(String user, String path) {
        return client.get(user, path);
    }

    Answer getAsOperator(String path) {
        return client.send(client.operating("olga", path).GET());
    }

    CompletableFuture<Answer> getting(String user, String path) {
        return client.sending(client.request(user, path).GET());
    }

    Answer getUnless(String user, String path, String etag) {
        return client.send(
                client.request(user, path).header("If-None-Match", etag).GET());
    }

    Answer put(String user, String path, String body) {
        return putting(user, path, body).join();
    }

    CompletableFuture<Answer> putting(String user, String path, String body) {
        return client.sending(client.request(user, path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    }

    Answer post(String user, String path, String body) {
        return posting(user, path, body).join();
    }

    CompletableFuture<Answer> posting(@Nullable String user, String path, String body) {
        return client.sending(client.request(user, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    Answer patch(String user, String path, String body) {
        return client.send(client.request(user, path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    Answer putMember(String user, UUID workspace, String member, String role) {
        return put(user, memberPath(workspace, member), "{\"role\":\"" + role + "\"}");
    }

    Answer delete(String user, String path) {
        return client.send(client.request(user, path).DELETE());
    }

    CompletableFuture<Integer> deleting(String user, String path) {
        return client.sending(client.request(user, path).DELETE()).thenApply(Answer::status);
    }

    /** The answer to one question: 200 and the grant, or the problem's status and the problem. */
    record Permission(int status, JsonObject json) {

        static Permission of(JsonObject answer) {
            JsonObject problem = answer.getJsonObject("problem");
            return problem == null
                    ? new Permission(200, answer)
                    : new Permission(problem.getInteger("status"), problem);
        }
    }

    Permission permission(String user, String action, String member, UUID id) {
        JsonObject question =
                new JsonObject().put("token", 0).put("action", action).put(member, id.toString());
        return permissions(List.of(tokenOf(user)), List.of(question)).get(0);
    }

    /** Asks all questions together and returns the answers. */
    List<Permission> permissions(List<String> tokens, List<?> questions) {
        Answer answer = ask(new JsonObject()
                .put("tokens", tokens)
                .put("questions", questions)
                .encode());
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().getJsonArray("answers").stream()
                .map(each -> Permission.of((JsonObject) each))
                .toList();
    }

    Answer ask(String body) {
        return client.send(client.request(null, "/v1/permissions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Sends a request with a token of one's own making. */
    Answer postAs(String token, String path) {
        return client.send(client.request(null, path)
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.noBody()));
    }

    String tokenOf(String user) {
        return issuer.tokenOf(user);
    }

    /** Returns the health of the service and of its dependencies. */
    JsonObject health() {
        return Awaiting.get(service.platform().health().ready()).toJson();
    }

    Answer anonymously(String path) {
        return client.get(null, path);
    }

    static String memberPath(UUID workspace, String member) {
        return "/v1/workspaces/" + workspace + "/members/" + member;
    }
}
