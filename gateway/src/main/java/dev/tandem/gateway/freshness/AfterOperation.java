package dev.tandem.gateway.freshness;

import dev.tandem.gateway.operation.Operation;
import dev.tandem.gateway.operation.OperationLookup;
import dev.tandem.gateway.operation.WaitingRequests;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Preference;
import dev.tandem.kit.http.Problems;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets a reader see what they have just changed: a read with the query parameter {@code after=OPERATION} is answered once its read
 * models have seen the events of that operation, or after {@code Prefer: wait=N} seconds, five by default, with what there is. The
 * header {@code Tandem-Seen} says which. A read without the parameter is passed on at once.
 *
 * <p>An operation that failed, or that changed nothing, has nothing to wait for and counts as seen. While a service cannot be asked,
 * the operation counts as not seen, and the read itself decides about the answer.
 */
public record AfterOperation(OperationLookup operations, WaitingRequests waiting) {

    /** The query parameter. The read behind must not pass it on. */
    public static final String PARAMETER = "after";

    private static final String SEEN = "Tandem-Seen";
    private static final Duration USUAL_WAIT = Duration.ofSeconds(5);
    private static final int FIRST_ERROR = 400;

    /**
     * Waits before each request to {@code read} that has the parameter. Answers 404 if the operation is not the caller's own, and fails
     * as the database does.
     *
     * @param models all that the read shows
     */
    public Handler<RoutingContext> inFrontOf(Handler<RoutingContext> read, ReadModel... models) {
        List<ReadModel> all = List.of(models);
        return ctx -> {
            String id = ctx.queryParams().get(PARAMETER);
            if (id == null) {
                read.handle(ctx);
            } else {
                new Request(ctx).seenBy(all, UUID.fromString(id)).onComplete(Answers.to(ctx, seen -> read.handle(ctx)));
            }
        };
    }

    private final class Request {
        private final RoutingContext ctx;
        private final Caller caller;
        private final Optional<Duration> preferred;
        private final Duration atMost;
        private final long begun = System.nanoTime();
        private boolean held;

        Request(RoutingContext ctx) {
            this.ctx = ctx;
            this.caller = Caller.of(ctx);
            this.preferred = Preference.of(ctx);
            this.atMost = Preference.orElse(ctx, USUAL_WAIT);
        }

        Future<Boolean> seenBy(List<ReadModel> models, UUID id) {
            return find(id).compose(this::ended)
                    .compose(operation -> seenBy(models, operation))
                    .onSuccess(seen -> ctx.addHeadersEndHandler(sending -> say(seen)));
        }

        private Future<Operation> find(UUID id) {
            return operations
                    .find(id)
                    .map(found -> found.filter(each -> each.userId().equals(caller.userId())))
                    .map(Problems.orElse(Problems.notFound(
                            "There is no operation of yours with the id given as after; it stands in the answer to"
                                    + " your change.")));
        }

        private Future<Operation> ended(Operation operation) {
            if (operation.status().done() || atMost.isZero()) {
                return Future.succeededFuture(operation);
            }
            return waiting.until(
                            operation.id(),
                            operation.workspaceId(),
                            atMost,
                            now -> now.status().done())
                    .map(found -> {
                        held |= found.isPresent();
                        return found.orElse(operation);
                    });
        }

        private Future<Boolean> seenBy(List<ReadModel> models, Operation operation) {
            if (!operation.status().done() || operation.events().isEmpty()) {
                return Future.succeededFuture(operation.status().done());
            }
            return waiting.hold(operation.workspaceId(), left(), time -> {
                        held |= !time.isZero();
                        List<Future<Boolean>> answers = models.stream()
                                .map(model -> model.hasSeen(caller, operation.events(), time))
                                .toList();
                        return Future.all(answers).map(all -> answers.stream().allMatch(Future::result));
                    })
                    .map(seen -> seen.orElse(false));
        }

        private Duration left() {
            Duration left = atMost.minusNanos(System.nanoTime() - begun);
            return left.isNegative() ? Duration.ZERO : left;
        }

        /** Says nothing beside a problem, which is no read. */
        private void say(boolean seen) {
            if (ctx.response().getStatusCode() < FIRST_ERROR) {
                ctx.response().putHeader(SEEN, Boolean.toString(seen)).headers().add("Vary", "Prefer");
                if (held) {
                    preferred.ifPresent(wait -> Preference.applied(ctx, wait));
                }
            }
        }
    }
}
