package dev.tandem.gateway.operation;

import dev.tandem.gateway.live.OpenStreams;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.ConditionalGet;
import dev.tandem.kit.http.Preference;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.ServerSentEvents;
import dev.tandem.kit.request.Query;
import dev.tandem.messaging.hint.Hints;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Serves the status of an operation to the user whose request it is. Others get 404; everybody gets 410 for an id that is
 * too old.
 */
public final class OperationRoutes {

    private static final int MOST_AT_ONCE = 50;

    private final OperationLookup operations;
    private final WaitingRequests waiting;
    private final OperationEvents events;
    private final Effects effects;
    private final Clock clock;

    public OperationRoutes(
            OperationLookup operations,
            WaitingRequests waiting,
            Hints hints,
            OpenStreams open,
            Effects effects,
            Clock clock) {
        this.operations = operations;
        this.waiting = waiting;
        this.events = new OperationEvents(hints, open, operations);
        this.effects = effects;
        this.clock = clock;
    }

    /** {@code GET /v1/operations/{operationId}}. */
    public void get(RoutingContext ctx) {
        boolean withEffects = "effects".equals(ctx.request().getParam("include"));
        Caller caller = Caller.of(ctx);
        mine(ctx)
                .compose(operation -> preferred(ctx, operation))
                .compose(operation -> withEffects
                        ? effects.of(caller, operation).map(found -> Shown.with(operation, found))
                        : Future.succeededFuture(Shown.alone(operation)))
                .onComplete(Answers.to(ctx, shown -> answer(ctx, shown)));
    }

    /** {@code GET /v1/operations?ids=}: the caller's own among them, in the given order. */
    public void list(RoutingContext ctx) {
        List<UUID> ids = Query.of(ctx, "ids").ids("ids", MOST_AT_ONCE);
        String userId = Caller.of(ctx).userId();
        operations
                .findAll(ids)
                .map(found -> ids.stream()
                        .map(found::get)
                        .filter(each -> each != null && each.userId().equals(userId))
                        .map(Operation::toJson)
                        .toList())
                .map(shown -> new JsonObject().put("items", new JsonArray(shown)))
                .onComplete(Answers.to(ctx, page -> ConditionalGet.answer(ctx, page)));
    }

    /** {@code GET /v1/operations/{operationId}/events}. */
    public void events(RoutingContext ctx) {
        String heard = ServerSentEvents.lastEvent(ctx);
        mine(ctx).onComplete(Answers.to(ctx, operation -> {
            if (operation.status().done() && operation.etag().equals(heard)) {
                // No other answer keeps a client from reconnecting.
                ctx.response().setStatusCode(204).end();
            } else {
                events.begin(ctx, operation);
            }
        }));
    }

    private record Shown(Operation operation, JsonObject json, String etag) {

        static Shown alone(Operation operation) {
            return new Shown(operation, operation.toJson(), operation.etag());
        }

        /** Effects continue after the operation is done, so the ETag includes them. */
        static Shown with(Operation operation, JsonObject effects) {
            String states =
                    effects.stream().map(each -> each.getValue().toString()).collect(Collectors.joining("-"));
            return new Shown(operation, operation.toJson().put("effects", effects), operation.etag() + "-" + states);
        }
    }

    private Future<Operation> mine(RoutingContext ctx) {
        UUID id = UUID.fromString(ctx.pathParam("operationId"));
        if (expired(id)) {
            return Future.failedFuture(
                    Problems.gone("Operations are kept for " + Operation.KEPT.toDays() + " days; this one is older.")
                            .asException());
        }
        String userId = Caller.of(ctx).userId();
        return operations
                .find(id)
                .map(found -> found.filter(each -> each.userId().equals(userId)))
                .map(Problems.orElse(Problems.notFound(
                        "There is no such operation of yours; its id stands in the answer to your request.")));
    }

    private Future<Operation> preferred(RoutingContext ctx, Operation operation) {
        Optional<Duration> wait = Preference.of(ctx);
        String known = knownTo(ctx);
        Predicate<Operation> news = now -> now.status().done() || (known != null && !known.contains(now.etag()));
        if (wait.isEmpty() || news.test(operation)) {
            return Future.succeededFuture(operation);
        }
        return waiting.until(operation.id(), operation.workspaceId(), wait.get(), news)
                .map(found -> {
                    found.ifPresent(held -> Preference.applied(ctx, wait.get()));
                    return found.orElse(operation);
                });
    }

    private static @Nullable String knownTo(RoutingContext ctx) {
        List<String> lines = ctx.request().headers().getAll("If-None-Match");
        return lines.isEmpty() ? null : String.join(", ", lines);
    }

    /** Uses only the time inside the id, so that the answer says nothing about anybody's operation. */
    private boolean expired(UUID id) {
        Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
        return id.version() == 7 && made.isBefore(clock.instant().minus(Operation.KEPT));
    }

    private void answer(RoutingContext ctx, Shown shown) {
        Operation operation = shown.operation();
        ctx.response().headers().add("Vary", "Prefer");
        if (!operation.status().done()) {
            long seconds = operation.askAgainIn(clock.instant()).toSeconds();
            ctx.response().putHeader("Retry-After", Long.toString(seconds));
        }
        ConditionalGet.answer(ctx, shown.etag(), shown.json());
    }
}
