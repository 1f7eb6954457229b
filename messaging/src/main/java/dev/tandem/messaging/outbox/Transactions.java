package dev.tandem.messaging.outbox;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions that write their messages to the outbox.
 *
 * <p>Statements are pipelined: BEGIN travels with the first statement; the statements before the commit, the outbox rows and COMMIT
 * travel together. So work that reads and then writes costs two round trips, and work that only writes costs one. If a statement of
 * such a pipeline fails, PostgreSQL fails those behind it and turns the COMMIT into a rollback.
 */
public final class Transactions implements Transactor {

    private final Pool pool;
    private final Tracing tracing;
    private final @Nullable Relay relay;
    private final boolean rehearsed;

    /** @param relay publishes the messages; null for a service that never sends */
    public Transactions(Pool pool, Tracing tracing, @Nullable Relay relay) {
        this(pool, tracing, relay, false);
    }

    private Transactions(Pool pool, Tracing tracing, @Nullable Relay relay, boolean rehearsed) {
        this.pool = pool;
        this.tracing = tracing;
        this.relay = relay;
        this.rehearsed = rehearsed;
    }

    /**
     * Makes transactions that do everything up to the commit, then roll back instead, and succeed. Nothing is
     * published.
     */
    public static Transactions rehearsed(Pool pool, Tracing tracing, Relay relay) {
        return new Transactions(pool, tracing, relay, true);
    }

    @Override
    public <T> Future<T> transact(Function<UnitOfWork, Future<T>> work) {
        return pool.getConnection().compose(connection -> {
            Unit unit = new Unit(connection);
            return unit.run(work).eventually(connection::close).onSuccess(result -> unit.committed());
        });
    }

    private final class Unit implements UnitOfWork {
        private final SqlConnection connection;
        private final List<OutboxRow> rows = new ArrayList<>();
        private final List<Function<SqlConnection, Future<?>>> beforeCommit = new ArrayList<>();
        private final List<Runnable> afterCommit = new ArrayList<>();
        private boolean ending;

        Unit(SqlConnection connection) {
            this.connection = connection;
        }

        <T> Future<T> run(Function<UnitOfWork, Future<T>> work) {
            Future<?> begun = connection.query("BEGIN").execute();
            return applied(work)
                    .compose(result -> commit(begun).map(result))
                    .recover(e -> ending ? Future.failedFuture(e) : rollback(e));
        }

        private <T> Future<T> applied(Function<UnitOfWork, Future<T>> work) {
            try {
                return work.apply(this);
            } catch (RuntimeException | Error e) {
                return Future.failedFuture(e);
            }
        }

        private <T> Future<T> rollback(Throwable why) {
            return connection.query("ROLLBACK").execute().transform(rolledBack -> Future.failedFuture(why));
        }

        /** Sends the remaining statements followed by COMMIT, unless something has failed before. */
        private Future<Void> commit(Future<?> begun) {
            List<Future<?>> sent = new ArrayList<>();
            sent.add(begun);
            for (Function<SqlConnection, Future<?>> statements : beforeCommit) {
                Future<?> answer = statements.apply(connection);
                if (answer.failed()) {
                    return Future.failedFuture(answer.cause());
                }
                sent.add(answer);
            }
            if (!rows.isEmpty()) {
                sent.add(new OutboxTable(connection).insert(rows.get(0).partition(), rows));
            }
            ending = true;
            return connection.query(rehearsed ? "ROLLBACK" : "COMMIT").execute().transform(end -> ended(sent, end));
        }

        /** Answers come in the order of the statements: when COMMIT is answered, all others have been. */
        private Future<Void> ended(List<Future<?>> sent, AsyncResult<?> end) {
            for (Future<?> answer : sent) {
                if (!answer.isComplete()) {
                    return Future.failedFuture(new IllegalStateException(
                            "Statements that belong before a commit were sent after it; send all of them at once"));
                }
                if (answer.failed()) {
                    return Future.failedFuture(answer.cause());
                }
            }
            return end.succeeded() ? Future.succeededFuture() : Future.failedFuture(end.cause());
        }

        void committed() {
            if (rehearsed) {
                return;
            }
            if (relay != null && !rows.isEmpty()) {
                relay.offer(rows);
            }
            afterCommit.forEach(Runnable::run);
        }

        @Override
        public void beforeCommit(Function<SqlConnection, Future<?>> statements) {
            beforeCommit.add(statements);
        }

        @Override
        public void afterCommit(Runnable then) {
            afterCommit.add(then);
        }

        @Override
        public SqlConnection sql() {
            return connection;
        }

        @Override
        public void send(Message message, Context cause) {
            Relay sender = relay;
            if (sender == null) {
                throw new IllegalStateException("This service was built without an outbox and cannot send");
            }
            Span span = tracing.publishing(message, cause);
            Envelope envelope = tracing.inject(message.envelope(), cause.with(span));
            int partition =
                    rows.isEmpty() ? sender.homePartition() : rows.get(0).partition();
            rows.add(new OutboxRow(
                    partition,
                    message.exchange(),
                    message.routingKey(),
                    envelope,
                    CloudEvents.write(envelope, message.payload()),
                    span));
        }
    }
}
