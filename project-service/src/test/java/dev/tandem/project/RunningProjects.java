package dev.tandem.project;

import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.Commands.createProject;
import static dev.tandem.project.Commands.createWorkspace;
import static dev.tandem.project.Commands.envelope;
import static dev.tandem.project.Waiting.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Command;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.process.RunningService;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The whole service on real back ends, shared by the tests of a JVM; each takes workspaces of its own. */
final class RunningProjects {

    private static @Nullable RunningProjects shared;

    final Topics topics = new Topics();
    private final Issuer issuer = new Issuer();
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    private RunningProjects() {
        Environment environment = Environment.of(Map.of(
                "HTTP_HOST",
                "127.0.0.1",
                "HTTP_PORT",
                "0",
                "AMQP_URI",
                SharedBackends.get().broker().amqpUri(),
                "DATABASE_URI",
                SharedBackends.get().postgres().uri("project_service"),
                "AUTH_ISSUER",
                Issuer.NAME,
                "AUTH_AUDIENCE",
                Issuer.AUDIENCE,
                "AUTH_JWKS_URI",
                issuer.jwksUri()));
        Promise<ProjectService> started = Promise.promise();
        await(RunningService.start(
                ProjectService.NAME,
                environment,
                ProjectServiceConfig::from,
                (platform, config, shutdown) ->
                        ProjectService.start(platform, config, shutdown).onSuccess(started::complete)));
        port = await(started.future()).port();
    }

    static synchronized RunningProjects get() {
        if (shared == null) {
            shared = new RunningProjects();
        }
        return shared;
    }

    /** A workspace of the user, known to everybody who should know. */
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

    /** Sends a command as the gateway does, and gives the operation that waits for it. */
    UUID command(String actor, UUID workspace, Command command) {
        UUID operation = anyId();
        topics.publish(envelope(actor, workspace, command, operation.toString()), command);
        return operation;
    }

    Answer get(String user, String path) {
        return answer(request(user, path).GET());
    }

    Answer getUnless(String user, String path, String etag) {
        return answer(request(user, path).header("If-None-Match", etag).GET());
    }

    Answer put(String user, String path, String body) {
        return answer(
                request(user, path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    Answer putMember(String user, UUID workspace, String member, String role) {
        return put(user, memberPath(workspace, member), "{\"role\":\"" + role + "\"}");
    }

    Answer delete(String user, String path) {
        return answer(request(user, path).DELETE());
    }

    CompletableFuture<Integer> deleting(String user, String path) {
        return client.sendAsync(request(user, path).DELETE().build(), BodyHandlers.discarding())
                .thenApply(response -> response.statusCode());
    }

    Answer anonymously(String path) {
        return answer(HttpRequest.newBuilder(at(path)).GET());
    }

    static String memberPath(UUID workspace, String member) {
        return "/v1/workspaces/" + workspace + "/members/" + member;
    }

    private HttpRequest.Builder request(String user, String path) {
        return HttpRequest.newBuilder(at(path))
                .header("Authorization", "Bearer " + issuer.tokenOf(user))
                .header("X-Correlation-Id", "correlation-of-" + user);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private Answer answer(HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
