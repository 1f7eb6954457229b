package dev.tandem.acceptance.board;

import dev.tandem.acceptance.torture.load.Api;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * A project in a running system.
 *
 * @param issuer gives a user's token
 * @param owner of the workspace
 */
record Place(Api api, URI gateway, UnaryOperator<String> issuer, String owner, String workspace, String project) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A new workspace with a project, and these as its members. */
    static Place at(URI gateway, UnaryOperator<String> issuer, List<String> members) {
        Api api = new Api(gateway, issuer);
        String owner = "owner-" + UUID.randomUUID();
        String workspace = made(api, owner, "/v1/workspaces", new JsonObject().put("name", "Acme"));
        for (String member : members) {
            letIn(api, owner, workspace, member);
        }
        String project = made(
                api,
                owner,
                "/v1/projects",
                new JsonObject().put("workspaceId", workspace).put("name", "Apollo"));
        String audit = "/v1/workspaces/" + workspace + "/audit?limit=100";
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> api.get(owner, audit)
                                .body()
                                .getJsonArray("items", new JsonArray())
                                .size()
                        == members.size() + 2);
        return new Place(api, gateway, issuer, owner, workspace, project);
    }

    String token(String user) {
        return issuer.apply(user);
    }

    void letIn(String member) {
        letIn(api, owner, workspace, member);
    }

    private static void letIn(Api api, String owner, String workspace, String member) {
        Api.Answer answer = api.put(
                owner,
                "/v1/workspaces/" + workspace + "/members/" + member,
                new JsonObject().put("role", "member").put("name", member));
        if (answer.status() != 200) {
            throw new AssertionError(answer.toString());
        }
    }

    /** The id of a new thing, once it is there and archived. */
    String make(String path, JsonObject body) {
        JsonObject operation =
                done(api, owner, api.post(owner, path, UUID.randomUUID().toString(), body));
        archived(operation);
        return operation.getJsonObject("target").getString("id");
    }

    /** So that nobody who listens from now on is told of it. */
    private void archived(JsonObject operation) {
        String path = "/v1/workspaces/" + workspace + "/analytics?after=" + operation.getString("id");
        if (api.get(owner, path).status() != 200) {
            throw new AssertionError("No answer from " + path);
        }
    }

    private static String made(Api api, String user, String path, JsonObject body) {
        return done(api, user, api.post(user, path, UUID.randomUUID().toString(), body))
                .getJsonObject("target")
                .getString("id");
    }

    /** Waits until the change has succeeded and is archived. */
    void change(String path, JsonObject body) {
        archived(done(api, owner, api.patch(owner, path, UUID.randomUUID().toString(), body)));
    }

    static JsonObject done(Api api, String user, Api.Answer accepted) {
        if (accepted.status() != 202) {
            throw new AssertionError(accepted.toString());
        }
        String operation = "/v1/operations/" + accepted.body().getString("id");
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> api.get(user, operation).body(), body -> "succeeded".equals(body.getString("status")));
    }

    Board read(String user) {
        return Board.read(api, user, workspace, project);
    }
}
