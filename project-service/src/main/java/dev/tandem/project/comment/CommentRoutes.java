package dev.tandem.project.comment;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.ConditionalGet;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import dev.tandem.project.task.TaskChange;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/** Serves the comments of a task over HTTP, to the members of its workspace. */
public final class CommentRoutes {

    private final Pool pool;

    public CommentRoutes(Pool pool) {
        this.pool = pool;
    }

    public void mount(Router router) {
        router.get("/v1/tasks/:taskId/comments").handler(this::list);
        router.get("/v1/tasks/:taskId/comments/:commentId").handler(this::get);
    }

    private void list(RoutingContext ctx) {
        UUID task = Ids.inPath(ctx, "taskId");
        Page<UUID> page = Page.of(Query.of(ctx, "cursor", "limit"), Cursors.NEWEST_FIRST);
        new CommentStore(pool)
                .page(task, Caller.of(ctx).userId(), page.after(), page.rows())
                .map(Problems.orElse(TaskChange.noSuchTask()))
                .map(comments -> page.toJson(comments, Comment::id, Comment::toJson))
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private void get(RoutingContext ctx) {
        Query.refuseAny(ctx);
        new CommentStore(pool)
                .find(
                        Ids.inPath(ctx, "taskId"),
                        Ids.inPath(ctx, "commentId"),
                        Caller.of(ctx).userId())
                .map(Problems.orElse(CommentEdit.noSuchComment()))
                .onComplete(Answers.to(ctx, comment -> ConditionalGet.answer(ctx, comment.etag(), comment.toJson())));
    }
}
