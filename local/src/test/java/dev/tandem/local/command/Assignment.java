package dev.tandem.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.local.LocalSystem;
import dev.tandem.local.demo.DemoWorkspace;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;

/** Assigns tasks to bob in the demo workspace. */
final class Assignment {

    private final LocalSystem system;
    private final String project;

    Assignment(LocalSystem system, Path directory) throws Exception {
        this.system = system;
        UUID workspace =
                new DemoWorkspace(system.baseUri(), system.token("alice", false), directory.resolve("demo")).ensure();
        this.project = create(
                "/v1/projects",
                new JsonObject().put("workspaceId", workspace.toString()).put("name", "Apollo"));
    }

    void of(String title) throws Exception {
        create(
                "/v1/projects/" + project + "/tasks",
                new JsonObject().put("title", title).put("assigneeId", "bob"));
    }

    /** Returns the id of what was created, once it exists. */
    private String create(String path, JsonObject body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(system.baseUri().resolve(path))
                .header("Authorization", "Bearer " + system.token("alice", false))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=10")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonObject(answer.body()).getJsonObject("target").getString("id");
    }
}
