package dev.tandem.messaging;

import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** One transaction: state and messages commit together or not at all. Valid until the work's future completes. */
public interface UnitOfWork {

    /** The connection of the transaction. Statements on it are pipelined; do not commit or roll back on it. */
    SqlConnection sql();

    /**
     * Sends a message when, and only when, this unit of work commits. It is published afterwards, at least once.
     *
     * @param cause the context under which the message's span and trace stand
     * @throws IllegalStateException when the service was built without an outbox
     */
    void send(Message message, Context cause);

    /**
     * Sends statements in the same round trip as the commit, in the order in which they are given here and behind all that
     * went before. For the writes that nothing of the work waits for, which is most of them.
     *
     * @param statements called once, when the work's future has succeeded; must have sent all its statements when it returns,
     *     none of them after the answer to another. A statement that fails rolls the transaction back, and so does a future
     *     that has failed by the time it is returned. Whatever is made of a result must not fail: by then it may be
     *     committed
     */
    void beforeCommit(Function<SqlConnection, Future<?>> statements);

    /** Runs something on the context of the work, once the transaction has committed; never when it was rolled back. */
    void afterCommit(Runnable then);
}
