package dev.tandem.messaging;

import io.vertx.core.Future;
import java.util.function.Function;

/** Runs work in a transaction. */
@FunctionalInterface
public interface Transactor {

    /**
     * Runs the work in one transaction on its own connection, and commits when the work's future succeeds.
     *
     * <p>A failed result means that the transaction was rolled back, with one exception: if the connection is lost
     * during the commit, the outcome is unknown, and only work with an idempotency key may be retried.
     */
    <T> Future<T> transact(Function<UnitOfWork, Future<T>> work);
}
