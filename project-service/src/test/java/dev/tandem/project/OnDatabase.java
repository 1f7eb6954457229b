package dev.tandem.project;

import static dev.tandem.kit.testing.Awaiting.get;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.testing.CaughtWork;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs handlers on a real database and captures their messages in place of the outbox. */
public final class OnDatabase implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    public final Pool pool;

    /** Sent messages, in order. */
    public final List<Message> told = new ArrayList<>();

    /** Number of statements that the last batch took. */
    public final AtomicInteger statements = new AtomicInteger();

    public OnDatabase(String database) {
        URI uri = URI.create(SharedBackends.get().postgres().uri(database));
        pool = Databases.pool(vertx, uri, "test", 4);
        get(Migrations.migrate(vertx, uri, Migration.of("project-service")));
    }

    /** Handles one batch in one transaction. */
    public List<Outcome> handled(MessageHandler handler, Event... events) {
        statements.set(0);
        return get(pool.withTransaction(tx -> {
            CaughtWork work = new CaughtWork(counting(tx), told::add);
            return work.all(handler.handle(work, List.of(events)));
        }));
    }

    /** Handles one batch in one transaction, while others are handled; its messages are dropped. */
    public Future<List<Outcome>> handling(MessageHandler handler, Event... events) {
        return pool.withTransaction(tx -> {
            CaughtWork work = new CaughtWork(tx, message -> {});
            return work.all(handler.handle(work, List.of(events)));
        });
    }

    public <P> List<P> told(Class<P> kind) {
        return told.stream()
                .map(Message::payload)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Returns the first column of all rows, as text. */
    public List<String> column(String sql, Object... values) {
        List<String> texts = new ArrayList<>();
        get(pool.preparedQuery(sql).execute(Tuple.from(values)))
                .forEach(row -> texts.add(String.valueOf(row.getValue(0))));
        return texts;
    }

    @Override
    public void close() {
        get(pool.close());
        get(vertx.close());
    }

    private SqlConnection counting(SqlConnection connection) {
        return (SqlConnection) Proxy.newProxyInstance(
                OnDatabase.class.getClassLoader(), new Class<?>[] {SqlConnection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("preparedQuery")) {
                        statements.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
