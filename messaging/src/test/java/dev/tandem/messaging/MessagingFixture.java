package dev.tandem.messaging;

import static dev.tandem.messaging.Futures.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.backends.SharedBackends;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.testing.TestTopology;
import dev.tandem.messaging.wiring.Instruments;
import dev.tandem.messaging.wiring.Messaging;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** One service with a fresh database on the real servers. */
public final class MessagingFixture implements AutoCloseable {

    public final Vertx vertx = Vertx.vertx();
    public final PgConnectOptions database;
    public final Pool pool;
    public final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<Messaging> running = new ArrayList<>();

    public MessagingFixture() {
        this("m" + UUID.randomUUID().toString().replace("-", ""));
        for (String migration : new TreeSet<>(vertx.fileSystem().readDirBlocking("db/messaging"))) {
            await(pool.query(vertx.fileSystem().readFileBlocking(migration).toString())
                    .execute());
        }
        await(pool.query("CREATE TABLE effect (event_id uuid, attempt int, at timestamptz DEFAULT clock_timestamp())")
                .execute());
    }

    private MessagingFixture(String name) {
        database = PgConnectOptions.fromUri(SharedBackends.get().postgres().uri(name))
                .setCachePreparedStatements(true);
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4).setConnectionTimeout(30))
                .connectingTo(database)
                .using(vertx)
                .build();
    }

    public Messaging start() {
        return start(OpenTelemetry.noop());
    }

    public Messaging start(OpenTelemetry telemetry) {
        return start(new AmqpBroker(vertx, Rabbit.uri(), "test", TestTopology.NAMES), telemetry);
    }

    /** One more instance of the service on the same database. */
    public Messaging start(Broker broker, OpenTelemetry telemetry) {
        return start(broker, database, telemetry, Clock.systemUTC(), Tuning.DEFAULT);
    }

    /** One more instance of the service, which reaches the same database by a way of its own. */
    public Messaging start(Broker broker, PgConnectOptions way) {
        return start(broker, way, OpenTelemetry.noop(), Clock.systemUTC(), Tuning.DEFAULT);
    }

    /** One more, on a machine with that clock. */
    public Messaging start(Clock machine) {
        return start(
                new AmqpBroker(vertx, Rabbit.uri(), "test", TestTopology.NAMES),
                database,
                OpenTelemetry.noop(),
                machine,
                Tuning.DEFAULT);
    }

    /** One more, with settings of its own. */
    public Messaging start(Tuning tuning) {
        Broker broker = new AmqpBroker(vertx, Rabbit.uri(), "test", TestTopology.NAMES);
        return start(broker, database, OpenTelemetry.noop(), Clock.systemUTC(), tuning);
    }

    private Messaging start(
            Broker broker, PgConnectOptions way, OpenTelemetry telemetry, Clock machine, Tuning tuning) {
        Messaging messaging = await(Messaging.start(
                vertx,
                broker,
                () -> Future.succeededFuture(way),
                Set.of(),
                new Instruments(telemetry, meters, machine),
                tuning));
        running.add(messaging);
        return messaging;
    }

    /** Commits one message, and answers its id. */
    public UUID send(Messaging messaging, String routingKey, String tenant) {
        Message message = message(routingKey, tenant);
        await(messaging.transactor(pool).transact(work -> {
            work.send(message, Context.root());
            return Future.succeededFuture();
        }));
        return message.envelope().id();
    }

    /** Commits one message; completes with the commit. */
    public Future<Void> transact(Messaging messaging, String routingKey) {
        Message message = message(routingKey, "w1");
        return messaging.transactor(pool).transact(work -> {
            work.send(message, Context.root());
            return Future.succeededFuture();
        });
    }

    public static Message message(String routingKey, String tenant) {
        return new Message("events", routingKey, envelope(tenant), new Note("hello"));
    }

    public static Envelope envelope(String tenant) {
        return Envelope.of("test.noted.v1")
                .source("/test")
                .subject("s1")
                .time(Instant.now())
                .tenant(tenant)
                .actor("anna")
                .correlationId("c1")
                .sequence(1)
                .build();
    }

    /** Reads the data of every event of the type {@code test.noted.v1}. */
    public static Object read(String type, JsonNode data) {
        if (!type.equals("test.noted.v1") || !data.hasNonNull("text")) {
            throw new IllegalArgumentException("Nobody here reads " + type);
        }
        return new Note(data.get("text").asText());
    }

    /** Enters every event in the table {@code effect}. */
    public static Future<Void> effect(UnitOfWork work, List<Event> events) {
        Future<Void> entered = Future.succeededFuture();
        for (Event event : events) {
            entered = entered.compose(v -> work.sql()
                    .preparedQuery("INSERT INTO effect (event_id, attempt) VALUES ($1, $2)")
                    .execute(Tuple.of(event.envelope().id(), event.attempt()))
                    .mapEmpty());
        }
        return entered;
    }

    public List<UUID> effects() {
        List<UUID> ids = new ArrayList<>();
        await(pool.query("SELECT event_id FROM effect ORDER BY at").execute()).forEach(row -> ids.add(row.getUUID(0)));
        return ids;
    }

    public long rows(String table) {
        return await(pool.query("SELECT count(*) FROM " + table).execute())
                .iterator()
                .next()
                .getLong(0);
    }

    @Override
    public void close() {
        for (Messaging messaging : running) {
            await(messaging.stopConsuming());
            await(messaging.stop());
        }
        await(pool.close());
        await(vertx.close());
    }

    public record Note(String text) {}
}
