package dev.tandem.messaging.hint;

import dev.tandem.messaging.Message;
import dev.tandem.messaging.UnitOfWork;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Counts what a piece of work would do before its commit, and does nothing. */
record CountingWork(UnitOfWork work, AtomicInteger statements) implements UnitOfWork {

    @Override
    public SqlConnection sql() {
        return work.sql();
    }

    @Override
    public void send(Message message, Context cause) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void beforeCommit(Function<SqlConnection, Future<?>> sent) {
        statements.incrementAndGet();
    }

    @Override
    public void afterCommit(Runnable then) {
        // Nobody is told of a probe.
    }
}
