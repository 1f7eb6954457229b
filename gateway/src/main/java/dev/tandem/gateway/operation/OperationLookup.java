package dev.tandem.gateway.operation;

import dev.tandem.kit.gathering.Gathering;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads operations by id; what many ask for at once is read together. Safe for use by many threads. */
public final class OperationLookup {

    private static final int STATEMENTS = 2;
    private static final int MOST_AT_ONCE = 2_000;

    private final Pool pool;
    private final Gathering<UUID, Optional<Operation>> asked;

    public OperationLookup(Vertx vertx, Pool pool) {
        this.pool = pool;
        this.asked = new Gathering<>(vertx, STATEMENTS, MOST_AT_ONCE, this::inOrder);
    }

    /** The operation as it stands after this was called. The result comes on the caller's context. */
    public Future<Optional<Operation>> find(UUID id) {
        return asked.ask(id);
    }

    /** Those of the operations that there are. */
    Future<Map<UUID, Operation>> findAll(List<UUID> ids) {
        return OperationStore.in(pool).findAll(ids);
    }

    private Future<List<Optional<Operation>>> inOrder(List<UUID> ids) {
        return findAll(ids.stream().distinct().toList())
                .map(found -> ids.stream()
                        .map(id -> Optional.ofNullable(found.get(id)))
                        .toList());
    }
}
