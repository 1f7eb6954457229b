package dev.tandem.deadletters.reading;

import dev.tandem.kit.http.Answers;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/**
 * Serves {@code GET /v1/admin/dead-letter-groups}: letters grouped by cause, consumer and type. The group with the
 * newest letter comes first.
 */
public record GroupRoutes(Pool pool) {

    public void mount(Router router) {
        router.get("/v1/admin/dead-letter-groups").handler(this::list);
    }

    private void list(RoutingContext ctx) {
        LetterFilter filter = LetterFilter.of(Query.of(ctx, LetterFilter.OF_GROUPS));
        Page<UUID> page = filter.page(Cursors.NEWEST_FIRST);
        new GroupStore(pool)
                .page(filter.conditions(), page.after(), page.rows())
                .map(groups -> page.toJson(groups, Group::newest, Group::toJson))
                .onComplete(Answers.json(ctx));
    }
}
