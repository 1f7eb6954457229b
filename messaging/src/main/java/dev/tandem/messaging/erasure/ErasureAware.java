package dev.tandem.messaging.erasure;

import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.function.Function;

/**
 * Runs transactions for work that writes personal data taken from messages or requests. If the tombstones lack an erasure, the
 * transaction fails before it takes effect, and runs again once they are up to date: the work consults them on each run.
 */
public final class ErasureAware implements Transactor {

    private final Transactor plain;
    private final Tombstones tombstones;
    private final Pool pool;

    /** @param pool looks up the people who were erased in the meantime */
    public ErasureAware(Transactor plain, Tombstones tombstones, Pool pool) {
        this.plain = plain;
        this.tombstones = tombstones;
        this.pool = pool;
    }

    @Override
    public <T> Future<T> transact(Function<UnitOfWork, Future<T>> work) {
        return plain.transact(unit -> {
                    Future<Void> verified = tombstones.verify(unit.sql());
                    unit.beforeCommit(tx -> verified);
                    return work.apply(unit).recover(e -> verified.compose(v -> Future.failedFuture(e)));
                })
                .recover(e -> Tombstones.outdated(e)
                        ? tombstones.learn(pool).compose(learnt -> transact(work))
                        : Future.failedFuture(e));
    }
}
