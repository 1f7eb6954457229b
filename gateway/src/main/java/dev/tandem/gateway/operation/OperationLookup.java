package dev.tandem.gateway.operation;

import dev.tandem.kit.gathering.Gathering;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads operations by id, with concurrent lookups batched into few statements. Thread-safe. */
public final class OperationLookup {

    private static final int STATEMENTS = 2;
    private static final int MOST_AT_ONCE = 2_000;
    private static final int MOST_USERS_AT_ONCE = 200;

    /** Maximum number of changes of one user in an answer; a full page means that there may be more. */
    public static final int PAGE = 50;

    private final Pool pool;
    private final Gathering<UUID, Optional<Operation>> asked;
    private final Gathering<OperationStore.Asked, OperationStore.Changes> changes;

    public OperationLookup(Vertx vertx, Pool pool) {
        this.pool = pool;
        this.asked = new Gathering<>(vertx, STATEMENTS, MOST_AT_ONCE, this::inOrder);
        this.changes = new Gathering<>(
                vertx, STATEMENTS, MOST_USERS_AT_ONCE, users -> new OperationStore(pool).changed(users, PAGE));
    }

    /**
     * The user's operations that have changed after that time, or at that time with a higher id, in the order of their
     * changes, read after this call. A merely accepted operation has not changed. The result arrives on the caller's
     * context.
     */
    public Future<OperationStore.Changes> changed(String userId, Instant after, UUID afterId) {
        return changes.ask(new OperationStore.Asked(userId, after, afterId));
    }

    /** The operation, read after this call. The result arrives on the caller's context. */
    public Future<Optional<Operation>> find(UUID id) {
        return asked.ask(id);
    }

    /** The operations with these ids that exist. */
    Future<Map<UUID, Operation>> findAll(List<UUID> ids) {
        return new OperationStore(pool).findAll(ids);
    }

    private Future<List<Optional<Operation>>> inOrder(List<UUID> ids) {
        return findAll(ids.stream().distinct().toList())
                .map(found -> ids.stream()
                        .map(id -> Optional.ofNullable(found.get(id)))
                        .toList());
    }
}
