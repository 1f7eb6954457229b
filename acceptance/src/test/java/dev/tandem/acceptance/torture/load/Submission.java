package dev.tandem.acceptance.torture.load;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A client's request under one Idempotency-Key, with what the client learnt about it. */
public final class Submission {

    /** Kind of request, with the event that it leads to. */
    public enum Kind {
        PROJECT("project.created"),
        SECTION("section.created"),
        TASK("task.created"),
        RENAMING("task.renamed"),
        COMMENT("comment.added");

        private final String fact;

        Kind(String fact) {
            this.fact = fact;
        }

        /** The type of the one event that it comes to. */
        public String fact() {
            return "dev.tandem." + fact + ".v1";
        }
    }

    /** End that the request ought to have. */
    public enum Fate {
        SUCCEEDS,
        /** Accepted, and failed later: its lead is not a member. */
        FAILS
    }

    public final Kind kind;
    public final String key;
    public final Team team;
    public final String user;
    public final Fate fate;
    final String path;
    private final JsonObject body;
    private final @Nullable Submission place;
    private final Set<String> operations = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String target;
    private volatile boolean seenSucceeded;

    private Submission(
            Kind kind,
            String key,
            Team team,
            String user,
            Fate fate,
            @Nullable Submission place,
            String path,
            JsonObject body) {
        this.kind = kind;
        this.key = key;
        this.team = team;
        this.user = user;
        this.fate = fate;
        this.place = place;
        this.path = path;
        this.body = body;
    }

    static Submission project(String key, Team team, String user, Fate fate) {
        JsonObject body = new JsonObject().put("workspaceId", team.workspace()).put("name", "P " + key);
        if (fate == Fate.FAILS) {
            body.put("leadId", "nobody-" + key);
        }
        return new Submission(Kind.PROJECT, key, team, user, fate, null, "/v1/projects", body);
    }

    static Submission section(String key, String user, Submission project) {
        return below(project, Kind.SECTION, key, user, "/v1/projects/", "/sections", "name", "S " + key);
    }

    /** @param assignee null for nobody */
    static Submission task(String key, String user, Submission project, @Nullable String assignee) {
        Submission submission = below(project, Kind.TASK, key, user, "/v1/projects/", "/tasks", "title", "T " + key);
        if (assignee != null) {
            submission.body.put("assigneeId", assignee);
        }
        return submission;
    }

    static Submission renaming(String key, String user, Submission task) {
        return below(task, Kind.RENAMING, key, user, "/v1/tasks/", "", "title", "R " + key);
    }

    static Submission comment(String key, String user, Submission task, String mentioned) {
        return below(task, Kind.COMMENT, key, user, "/v1/tasks/", "/comments", "text", "C " + key + " @" + mentioned);
    }

    private static Submission below(
            Submission place,
            Kind kind,
            String key,
            String user,
            String above,
            String below,
            String member,
            String value) {
        JsonObject body = new JsonObject().put(member, value);
        return new Submission(kind, key, place.team, user, Fate.SUCCEEDS, place, above + place.target() + below, body);
    }

    JsonObject body() {
        return body;
    }

    void accepted(JsonObject operation) {
        operations.add(operation.getString("id"));
        target = operation.getJsonObject("target").getString("id");
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

    /** Whether it was accepted and is to be there in the end. */
    public boolean comesTrue() {
        return isAccepted() && fate == Fate.SUCCEEDS;
    }

    /** More than one is one too many. */
    public Set<String> operations() {
        return operations;
    }

    /** What it makes or changes; null before it was accepted. */
    public @Nullable String target() {
        return target;
    }

    /** The project or task that it is in or about; null of a project. */
    public @Nullable Submission place() {
        return place;
    }
}
