package dev.tandem.local.demo;

import dev.tandem.backends.PrivateFiles;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Creates a workspace to try things in: alice is its owner, bob an admin, carol a member, dave a viewer. */
public final class DemoWorkspace {

    public static final String OWNER = "alice";

    private static final String NAME = "Demo";
    private static final Map<String, String> OTHERS = others();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final PublicApi api;
    private final Path record;

    /**
     * @param ownersToken an ordinary token of {@link #OWNER}
     * @param record the file that stores the workspace's id
     */
    public DemoWorkspace(URI gateway, String ownersToken, Path record) {
        this.api = new PublicApi(gateway, ownersToken);
        this.record = record;
    }

    /** Creates the workspace unless it exists, and returns its id. Idempotent, even after an interruption. */
    public UUID ensure() {
        return remembered().filter(this::exists).orElseGet(this::create);
    }

    private boolean exists(UUID id) {
        return api.get("/v1/workspaces/" + id).status() == 200;
    }

    private UUID create() {
        JsonObject operation = api.post(
                        "/v1/workspaces",
                        new JsonObject().put("name", NAME),
                        Map.of("Idempotency-Key", "demo-workspace"))
                .expect(202)
                .body();
        UUID id = UUID.fromString(operation.getJsonObject("target").getString("id"));
        awaitSuccess("/v1/operations/" + operation.getString("id"));
        OTHERS.forEach((user, role) -> addMember(id, user, role));
        remember(id);
        return id;
    }

    private void awaitSuccess(String operation) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonObject current = api.get(operation).expect(200).body();
        while (!current.getBoolean("done")) {
            if (System.nanoTime() > deadline) {
                throw new DemoFailed("it is not there after " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            current = api.get(operation).expect(200).body();
        }
        if (!current.getString("status").equals("succeeded")) {
            throw new DemoFailed("its creation ended as " + current.getString("status"));
        }
    }

    private void addMember(UUID workspace, String user, String role) {
        JsonObject member = new JsonObject()
                .put("role", role)
                .put("email", user + "@example.com")
                .put("name", user.substring(0, 1).toUpperCase(Locale.ROOT) + user.substring(1));
        api.put("/v1/workspaces/" + workspace + "/members/" + user, member).expect(200);
    }

    private Optional<UUID> remembered() {
        try {
            return Files.exists(record)
                    ? Optional.of(UUID.fromString(new JsonObject(Files.readString(record)).getString("workspaceId")))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remember(UUID id) {
        PrivateFiles.replace(
                record, new JsonObject().put("workspaceId", id.toString()).encode());
    }

    private static Map<String, String> others() {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("bob", "admin");
        roles.put("carol", "member");
        roles.put("dave", "viewer");
        return roles;
    }
}
