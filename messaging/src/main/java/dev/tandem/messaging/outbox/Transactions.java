package dev.tandem.messaging.outbox;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that carry their messages with them.
 *
 * <p>BEGIN travels with the first statement and COMMIT with the outbox rows, so a unit of work of one statement costs
 * two round trips. Where a statement of such a pipeline fails, PostgreSQL turns the COMMIT into a rollback.
 */
public final class Transactions implements Transactor {

    private final Pool pool;
    private final Tracing tracing;
    private final @Nullable Relay relay;

    /** @param relay who publishes what is sent; null for a service that never sends */
    public Transactions(Pool pool, Tracing tracing, @Nullable Relay relay) {
        this.pool = pool;
        this.tracing = tracing;
        this.relay = relay;
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

        Unit(SqlConnection connection) {
            this.connection = connection;
        }

        <T> Future<T> run(Function<UnitOfWork, Future<T>> work) {
            Future<?> begun = connection.query("BEGIN").execute();
            return applied(work)
                    .compose(result -> begun.compose(ok -> commit()).map(result))
                    .recover(e ->
                            connection.query("ROLLBACK").execute().transform(rolledBack -> Future.failedFuture(e)));
        }

        private <T> Future<T> applied(Function<UnitOfWork, Future<T>> work) {
            try {
                return work.apply(this);
            } catch (RuntimeException | Error e) {
                return Future.failedFuture(e);
            }
        }

        private Future<Void> commit() {
            Future<Void> inserted = rows.isEmpty()
                    ? Future.succeededFuture()
                    : new OutboxTable(connection).insert(rows.get(0).partition(), rows);
            Future<?> committed = connection.query("COMMIT").execute();
            return Future.join(inserted, committed).mapEmpty();
        }

        void committed() {
            if (relay != null && !rows.isEmpty()) {
                relay.offer(rows);
            }
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
