package dev.tandem.deadletters.reading;

import dev.tandem.deadletters.audit.AuditEntry;
import dev.tandem.deadletters.audit.AuditStore;
import dev.tandem.deadletters.letter.Letter;
import dev.tandem.deadletters.letter.LetterJson;
import dev.tandem.deadletters.letter.LetterStore;
import dev.tandem.deadletters.letter.Summary;
import dev.tandem.deadletters.replay.Claim;
import dev.tandem.deadletters.replay.ClaimStore;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.Optional;
import java.util.UUID;

/** Serves {@code GET /v1/admin/dead-letters} and {@code /v1/admin/dead-letters/{id}}. Operators see all workspaces. */
public record LetterRoutes(Pool pool) {

    public void mount(Router router) {
        router.get("/v1/admin/dead-letters").handler(this::list);
        router.get("/v1/admin/dead-letters/:letter").handler(this::one);
    }

    private void list(RoutingContext ctx) {
        LetterFilter filter = LetterFilter.ofLetters(Query.of(ctx, LetterFilter.OF_LETTERS));
        Page<UUID> page = filter.page(Cursors.NEWEST_FIRST);
        filter.find(new LetterStore(pool), page)
                .map(found -> toJson(page, found))
                .onComplete(Answers.json(ctx));
    }

    private void one(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID id = Ids.inPath(ctx, "letter");
        new LetterStore(pool)
                .find(id)
                .map(Problems.orElse(Problems.notFound("There is no such dead letter.")))
                .compose(this::whole)
                .onComplete(Answers.json(ctx));
    }

    private Future<JsonObject> whole(Letter letter) {
        UUID claim = letter.claimId();
        Future<Optional<Claim>> last =
                claim == null ? Future.succeededFuture(Optional.empty()) : new ClaimStore(pool).find(claim);
        return last.compose(replay -> new AuditStore(pool)
                .ofLetter(letter.id())
                .map(trail -> LetterJson.whole(letter)
                        .put("replay", replay.map(Claim::toJson).orElse(null))
                        .put(
                                "audit",
                                new JsonArray(
                                        trail.stream().map(AuditEntry::toJson).toList()))));
    }

    /** A search may end before its page is full; its cursor then continues from there. */
    private static JsonObject toJson(Page<UUID> page, LetterStore.Listed found) {
        JsonObject json = page.toJson(found.letters(), Summary::id, LetterJson::summary);
        UUID goOn = found.goOn();
        return json.getString("nextCursor") == null && goOn != null
                ? json.put("nextCursor", page.cursors().encode(goOn))
                : json;
    }
}
