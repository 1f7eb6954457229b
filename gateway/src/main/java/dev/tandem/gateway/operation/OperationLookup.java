package dev.tandem.gateway.operation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads operations by id, many in one statement: one that is asked for while the last statement is under way is in the next.
 * So thousands who wait for the ends of operations cost few statements. Safe for use by many threads.
 */
public final class OperationLookup {

    private static final int STATEMENTS = 2;

    private final Vertx vertx;
    private final Pool pool;
    private @Nullable Map<UUID, Promise<Optional<Operation>>> gathering;
    private int underWay;

    public OperationLookup(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /** The operation as it stands after this was called. The result comes on the caller's context. */
    public Future<Optional<Operation>> find(UUID id) {
        ContextInternal caller = ((VertxInternal) vertx).getOrCreateContext();
        Promise<Optional<Operation>> mine = caller.promise();
        synchronized (this) {
            if (gathering == null) {
                gathering = new HashMap<>();
            }
            gathering.computeIfAbsent(id, absent -> Promise.promise()).future().onComplete(mine);
        }
        next();
        return mine.future();
    }

    /** Those of the operations that there are. */
    Future<Map<UUID, Operation>> findAll(List<UUID> ids) {
        return OperationStore.in(pool).findAll(ids);
    }

    private void next() {
        Map<UUID, Promise<Optional<Operation>>> asked;
        synchronized (this) {
            if (gathering == null || underWay == STATEMENTS) {
                return;
            }
            asked = gathering;
            gathering = null;
            underWay++;
        }
        OperationStore.in(pool).findAll(asked.keySet()).onComplete(found -> {
            synchronized (this) {
                underWay--;
            }
            next();
            if (found.succeeded()) {
                asked.forEach((id, promise) ->
                        promise.complete(Optional.ofNullable(found.result().get(id))));
            } else {
                asked.values().forEach(promise -> promise.fail(found.cause()));
            }
        });
    }
}
