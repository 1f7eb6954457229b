package dev.tandem.gateway.accept;

import dev.tandem.gateway.operation.Operation;
import dev.tandem.gateway.operation.OperationStore;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the first answer to a request that a client repeats under its idempotency key, but that would now be refused:
 * its target is deleted, perhaps by the first request itself, or its user has lost the permission. A key belongs to its
 * user, so nobody else gets the answer; nor does a user who is no longer a member of the workspace.
 */
public record FirstAnswers(Pool pool, Permissions permissions) {

    private static final Set<Integer> REFUSALS = Set.of(403, 404);

    /**
     * The first answer under the request's key.
     *
     * @param refusal why the request is refused; the result fails with it if there is no first answer, with 422 if the key
     *     was used with another body, and with a failure of the database or of the permission check
     */
    Future<Acceptance> instead(RoutingContext ctx, JsonObject body, Throwable refusal) {
        Optional<IdempotencyKey> key = isRefusal(refusal) ? IdempotencyKey.of(ctx, body) : Optional.empty();
        return key.isEmpty() ? Future.failedFuture(refusal) : known(key.get(), refusal, Caller.of(ctx));
    }

    private Future<Acceptance> known(IdempotencyKey key, Throwable refusal, Caller caller) {
        return new IdempotencyKeyStore(pool)
                .find(List.of(key.scope()))
                .map(found -> Optional.ofNullable(found.get(key.scope())))
                .compose(first ->
                        first.isEmpty() ? Future.failedFuture(refusal) : answer(first.get(), key, refusal, caller));
    }

    private Future<Acceptance> answer(
            IdempotencyKeyStore.Known first, IdempotencyKey key, Throwable refusal, Caller caller) {
        return new OperationStore(pool)
                .findAll(List.of(first.operationId()))
                .map(found -> Optional.ofNullable(found.get(first.operationId())))
                .compose(operation ->
                        operation.isEmpty() ? Future.failedFuture(refusal) : ifMember(operation.get(), refusal, caller))
                .compose(operation -> first.bodyHash().equals(key.bodyHash())
                        ? Future.succeededFuture(new Acceptance(operation.asAccepted(), true))
                        : Future.failedFuture(KeyReuse.problem().asException()));
    }

    private Future<Operation> ifMember(Operation operation, Throwable refusal, Caller caller) {
        return permissions
                .check(caller, Action.WORKSPACE_READ, operation.workspaceId())
                .map(operation)
                .recover(failure -> Future.failedFuture(isRefusal(failure) ? refusal : failure));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException refused
                && REFUSALS.contains(refused.problem().status());
    }
}
