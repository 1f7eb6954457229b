package dev.tandem.project.task;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.ConditionalGet;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import dev.tandem.kit.request.UserIds;
import dev.tandem.project.order.RankCursors;
import dev.tandem.project.project.ProjectAccess;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/** Serves tasks over HTTP to the members of their workspace. */
public final class TaskRoutes {

    /** For lists in descending order of versions. */
    private static final Cursors<Long> HIGHEST_FIRST = new Cursors<>(
            Long.MAX_VALUE,
            version -> ByteBuffer.allocate(Long.BYTES).putLong(version).array(),
            ByteBuffer::getLong);

    private final Pool pool;

    public TaskRoutes(Pool pool) {
        this.pool = pool;
    }

    public void mount(Router router) {
        router.get("/v1/projects/:projectId/tasks").handler(this::list);
        router.get("/v1/tasks").handler(this::find);
        router.get("/v1/tasks/:taskId").handler(this::get);
        router.get("/v1/tasks/:taskId/history").handler(this::history);
    }

    private void list(RoutingContext ctx) {
        UUID project = Ids.inPath(ctx, "projectId");
        Query query = Query.of(ctx, "sectionId", "assigneeId", "completed", "sort", "cursor", "limit");
        TaskFilter filter = new TaskFilter(
                query.id("sectionId"),
                UserIds.inQuery(query, "assigneeId"),
                query.text("completed").map(given -> query.flag("completed")));
        boolean inOrder = query.word("sort", List.of("newest", "rank"))
                .filter("rank"::equals)
                .isPresent();
        (inOrder ? inOrder(ctx, project, filter, query) : newestFirst(ctx, project, filter, query))
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private Future<JsonObject> newestFirst(RoutingContext ctx, UUID project, TaskFilter filter, Query query) {
        Page<UUID> page = Page.of(query, Cursors.NEWEST_FIRST);
        return TaskStore.in(pool)
                .page(project, Caller.of(ctx).userId(), filter, page.after(), page.rows())
                .map(Problems.orElse(ProjectAccess.noSuchProject()))
                .map(tasks -> page.toJson(tasks, Task::id, Task::toJson));
    }

    private Future<JsonObject> inOrder(RoutingContext ctx, UUID project, TaskFilter filter, Query query) {
        Page<String> page = Page.of(query, RankCursors.IN_ORDER);
        return TaskStore.in(pool)
                .pageInOrder(project, Caller.of(ctx).userId(), filter, page.after(), page.rows())
                .map(Problems.orElse(ProjectAccess.noSuchProject()))
                .map(tasks -> page.toJson(tasks, Task::rank, Task::toJson));
    }

    private void find(RoutingContext ctx) {
        Query query = Query.of(ctx, TaskQuery.PARAMETERS);
        TaskQuery wanted = TaskQuery.of(query, Caller.of(ctx).userId());
        TaskSort sort = TaskSort.of(query);
        Page<TaskSort.Position> page = Page.of(query, sort.cursors());
        new TaskFinder(pool)
                .page(wanted, sort, page.after(), page.rows())
                .map(tasks -> page.toJson(tasks, sort::positionOf, Task::toJson))
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private void history(RoutingContext ctx) {
        UUID task = Ids.inPath(ctx, "taskId");
        Page<Long> page = Page.of(Query.of(ctx, "cursor", "limit"), HIGHEST_FIRST);
        new HistoryStore(pool)
                .page(task, Caller.of(ctx).userId(), page.after(), page.rows())
                .map(Problems.orElse(TaskChange.noSuchTask()))
                .map(entries -> page.toJson(entries, HistoryEntry::version, HistoryEntry::toJson))
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private void get(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID id = Ids.inPath(ctx, "taskId");
        TaskStore.in(pool)
                .find(id, Caller.of(ctx).userId())
                .map(Problems.orElse(TaskChange.noSuchTask()))
                .onComplete(Answers.to(ctx, task -> ConditionalGet.answer(ctx, task.etag(), task.toJson())));
    }
}
