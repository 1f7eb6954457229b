package dev.tandem.messaging;

import io.vertx.core.Future;
import java.util.function.Function;

/** Runs work in a transaction. */
@FunctionalInterface
public interface Transactor {

    /**
     * Runs the work in one transaction on a connection of its own, and commits when its future succeeds.
     *
     * <p>A failed result means rolled back, with one exception: when the connection is lost during the commit, the
     * outcome is unknown, and only work under an idempotent key may be tried again.
     */
    <T> Future<T> transact(Function<UnitOfWork, Future<T>> work);
}
