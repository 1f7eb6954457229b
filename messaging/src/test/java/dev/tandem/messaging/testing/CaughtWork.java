package dev.tandem.messaging.testing;

import dev.tandem.messaging.Message;
import dev.tandem.messaging.UnitOfWork;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A unit of work in a transaction of a test's own: what is sent is caught, and the test says when all is written. */
public final class CaughtWork implements UnitOfWork {

    private final SqlConnection tx;
    private final Consumer<Message> outbox;
    private final List<Function<SqlConnection, Future<?>>> beforeCommit = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    public CaughtWork(SqlConnection tx, Consumer<Message> outbox) {
        this.tx = tx;
        this.outbox = outbox;
    }

    /** The work with all that it does before the commit; the commit is the test's. */
    public <T> Future<T> all(Future<T> work) {
        return work.compose(result -> Future.join(
                        beforeCommit.stream().map(each -> each.apply(tx)).toList())
                .map(result));
    }

    /** What the work does after the commit. */
    public void committed() {
        afterCommit.forEach(Runnable::run);
    }

    @Override
    public SqlConnection sql() {
        return tx;
    }

    @Override
    public void send(Message message, Context cause) {
        outbox.accept(message);
    }

    @Override
    public void beforeCommit(Function<SqlConnection, Future<?>> statements) {
        beforeCommit.add(statements);
    }

    @Override
    public void afterCommit(Runnable then) {
        afterCommit.add(then);
    }
}
