package dev.tandem.acceptance.torture.load;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A project that a client wants, under one Idempotency-Key, and what the client has been told of it. */
public final class Wish {

    /** What it ought to come to. */
    public enum Fate {
        SUCCEEDS,
        /** Accepted, and failed later: its lead is not a member. */
        FAILS
    }

    public final String key;
    public final Team team;
    public final String user;
    public final Fate fate;
    private final JsonObject body;
    private final Set<String> operations = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String project;
    private volatile boolean seenSucceeded;

    Wish(String key, Team team, String user, Fate fate) {
        this.key = key;
        this.team = team;
        this.user = user;
        this.fate = fate;
        this.body = new JsonObject().put("workspaceId", team.workspace()).put("name", "P " + key);
        if (fate == Fate.FAILS) {
            body.put("leadId", "nobody-" + key);
        }
    }

    JsonObject body() {
        return body;
    }

    void accepted(JsonObject operation) {
        operations.add(operation.getString("id"));
        project = operation.getJsonObject("target").getString("id");
    }

    void succeeded() {
        seenSucceeded = true;
    }

    boolean seenSucceeded() {
        return seenSucceeded;
    }

    public boolean isAccepted() {
        return !operations.isEmpty();
    }

    /** More than one is one too many. */
    public Set<String> operations() {
        return operations;
    }

    public @Nullable String project() {
        return project;
    }
}
