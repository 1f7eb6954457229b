package dev.tandem.messaging;

import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** One transaction: state and messages commit together or not at all. Valid until the work's future completes. */
public interface UnitOfWork {

    /** The transaction's connection. Statements on it are pipelined; do not commit or roll back on it. */
    SqlConnection sql();

    /**
     * Sends a message if and only if this unit of work commits. The message is published afterwards, at least once.
     *
     * @param cause the parent context of the message's span
     * @throws IllegalStateException when the service was built without an outbox
     */
    void send(Message message, Context cause);

    /**
     * Sends statements in the same round trip as the commit, in the order of the calls and after all earlier statements. Meant for
     * writes whose result the work does not wait for, which is most of them.
     *
     * @param statements called once, when the work's future has succeeded; must send all its statements before it returns, so none
     *     may wait for the result of another. A statement that fails rolls the transaction back, and so does a future that has
     *     already failed when it is returned. Code that processes a result must not fail: by then the transaction may be committed
     */
    void beforeCommit(Function<SqlConnection, Future<?>> statements);

    /** Runs an action on the context of the work once the transaction has committed; never after a rollback. */
    void afterCommit(Runnable then);
}
