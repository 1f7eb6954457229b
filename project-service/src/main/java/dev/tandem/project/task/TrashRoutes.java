package dev.tandem.project.task;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Position;
import dev.tandem.kit.request.Query;
import dev.tandem.project.project.ProjectAccess;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

/** Serves the trash of a project over HTTP to the members of its workspace. */
public final class TrashRoutes {

    private final Pool pool;
    private final Duration kept;

    /** @param kept how long a task is kept after its deletion */
    public TrashRoutes(Pool pool, Duration kept) {
        this.pool = pool;
        this.kept = kept;
    }

    public void mount(Router router) {
        router.get("/v1/projects/:projectId/trash").handler(this::list);
    }

    private void list(RoutingContext ctx) {
        UUID project = Ids.inPath(ctx, "projectId");
        Page<Position> page = Page.of(Query.of(ctx, "cursor", "limit"), Position.CURSORS);
        TaskStore.in(pool)
                .trash(project, Caller.of(ctx).userId(), page.after(), page.rows())
                .map(Problems.orElse(ProjectAccess.noSuchProject()))
                .map(tasks ->
                        page.toJson(tasks, task -> new Position(deletion(task).at(), task.id()), this::toJson))
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private JsonObject toJson(Task task) {
        Task.Deletion deletion = deletion(task);
        return new JsonObject()
                .put("task", task.toJson().put("sectionId", Objects.toString(task.lastingSection(), null)))
                .put("deletedBy", deletion.by())
                .put("deletedAt", deletion.at())
                .put("keptUntil", deletion.at().plus(kept));
    }

    private static Task.Deletion deletion(Task task) {
        return Objects.requireNonNull(task.deletion());
    }
}
