package dev.tandem.runtime;

import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Preference;
import dev.tandem.kit.request.Query;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Serves {@code GET /v1/effects?events=} to other services: returns which of the events a consumer has processed, in the
 * requested order. With {@code Prefer: wait=N} it answers once all of them are, or after N seconds with those that are, and says
 * nothing else of them. The answer has ids that the caller knows already, and what {@code more} adds.
 */
final class InboxEffectRoutes {

    private static final int MOST_EVENTS = 100;

    private final AwaitedEvents awaited;
    private final Function<List<UUID>, Future<JsonObject>> more;

    /** @param more returns what else the answer says of the events, if nobody waits for it */
    InboxEffectRoutes(AwaitedEvents awaited, Function<List<UUID>, Future<JsonObject>> more) {
        this.awaited = awaited;
        this.more = more;
    }

    void mount(Router router) {
        router.get("/v1/effects").handler(this::effects);
    }

    private void effects(RoutingContext ctx) {
        List<UUID> events = Query.of(ctx, "events").ids("events", MOST_EVENTS);
        Optional<Duration> wait = Preference.of(ctx);
        Future<JsonObject> answer = wait.isPresent()
                ? awaited.processed(events, wait.get()).map(processed -> done(new JsonObject(), events, processed))
                : awaited.processed(events)
                        .compose(processed -> more.apply(events).map(said -> done(said, events, processed)));
        answer.onComplete(Answers.json(ctx));
    }

    private static JsonObject done(JsonObject said, List<UUID> events, Set<UUID> processed) {
        return said.put(
                "done",
                new JsonArray(events.stream()
                        .filter(processed::contains)
                        .map(UUID::toString)
                        .toList()));
    }
}
