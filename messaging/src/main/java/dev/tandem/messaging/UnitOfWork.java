package dev.tandem.messaging;

import io.opentelemetry.context.Context;
import io.vertx.sqlclient.SqlConnection;

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
}
