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
 * First answers to requests that come again under their keys and are refused by now: what they were about is deleted, perhaps by
 * themselves, or their user may do less. A key is its user's, so nobody else is answered by it; and a user who is no member of
 * the workspace any more is not, either.
 */
public final class FirstAnswers {

    private static final Set<Integer> REFUSALS = Set.of(403, 404);

    private final Pool pool;
    private final Permissions permissions;

    public FirstAnswers(Pool pool, Permissions permissions) {
        this.pool = pool;
        this.permissions = permissions;
    }

    /**
     * What was answered first under the key of the request.
     *
     * @param refusal why the request may not be made; the failure where there is no such answer. Fails as the database does as
     *     well, and with 422 when the key stands for another body.
     */
    Future<Acceptance> instead(RoutingContext ctx, JsonObject body, Throwable refusal) {
        Optional<IdempotencyKey> key = isRefusal(refusal) ? IdempotencyKey.of(ctx, body) : Optional.empty();
        return key.isEmpty() ? Future.failedFuture(refusal) : known(key.get(), refusal, Caller.of(ctx));
    }

    private Future<Acceptance> known(IdempotencyKey key, Throwable refusal, Caller caller) {
        return IdempotencyKeyStore.in(pool)
                .find(List.of(key.scope()))
                .map(found -> Optional.ofNullable(found.get(key.scope())))
                .compose(first ->
                        first.isEmpty() ? Future.failedFuture(refusal) : answer(first.get(), key, refusal, caller));
    }

    private Future<Acceptance> answer(
            IdempotencyKeyStore.Known first, IdempotencyKey key, Throwable refusal, Caller caller) {
        return OperationStore.in(pool)
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
