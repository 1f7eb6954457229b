package dev.tandem.project.search;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.List;

/** Serves full-text search over HTTP: to each user in the workspaces that they are in. */
public record SearchRoutes(Pool pool) {

    private static final int LONGEST_QUERY = 200;
    private static final List<Kind> KINDS = List.of(Kind.values());

    public void mount(Router router) {
        router.get("/v1/search").handler(this::search);
    }

    private void search(RoutingContext ctx) {
        Query query = Query.of(ctx, "q", "workspaceId", "type", "cursor", "limit");
        String words = query.text("q", LONGEST_QUERY)
                .orElseThrow(() -> Problems.malformed("q is missing.").asException());
        List<Kind> kinds = query.word("type", KINDS.stream().map(Kind::name).toList()).stream()
                .map(Kind::valueOf)
                .toList();
        SearchStore.Search search = new SearchStore.Search(
                Caller.of(ctx).userId(), words, query.id("workspaceId"), kinds.isEmpty() ? KINDS : kinds);
        Page<Hit.Position> page = Page.of(query, Hit.CURSORS);
        new SearchStore(pool)
                .page(search, page.after(), page.rows())
                .map(hits -> page.toJson(hits, Hit::position, Hit::toJson))
                .onComplete(Answers.to(ctx, ctx::json));
    }
}
