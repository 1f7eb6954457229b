package dev.tandem.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.Platform;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.testing.ApiClient;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.kit.testing.ServiceEnvironment;
import dev.tandem.kit.testing.TokenIssuer;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.rehearsal.Rehearsal;
import dev.tandem.messaging.testing.Bus;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One table, one queue, one route. */
final class SmallestService {

    static final String QUEUE = "notifier.events";

    final TokenIssuer issuer = new TokenIssuer();
    private final Environment environment = ServiceEnvironment.of(
            "notifier",
            "smallest",
            issuer,
            Map.of("AMQP_URI", SharedBackends.get().broker().amqpUri()));
    final Platform platform = Platform.create("smallest", environment);
    final Service service =
            Service.named("smallest", platform, environment.read(ServiceSettings::from), new Shutdown());
    private @Nullable Bus bus;

    void start() {
        Awaiting.get(service.consumes(QUEUE, SmallestService::read, SmallestService::handle)
                .servesUnauthenticated(router -> router.get("/open")
                        .handler(ctx -> ctx.response().setStatusCode(204).end()))
                .servesEffects(QUEUE)
                .serves(router -> router.get("/v1/heard/:subject")
                        .handler(ctx -> service.pool()
                                .preparedQuery("SELECT FROM heard WHERE subject = $1")
                                .execute(Tuple.of(ctx.pathParam("subject")))
                                .onSuccess(found -> ctx.response()
                                        .setStatusCode(found.size() == 0 ? 404 : 204)
                                        .end())
                                .onFailure(ctx::fail)))
                .start());
    }

    void stop() {
        Awaiting.get(service.stop());
        Awaiting.get(platform.close());
    }

    ApiClient client() {
        return new ApiClient(service.port(), issuer);
    }

    /** Publishes an event that nobody has published before. */
    Envelope say() {
        Message event = event();
        publish(event);
        return event.envelope();
    }

    static Message event() {
        Message event = Rehearsal.message("smallest.said", UUID.randomUUID(), 1, Map.of("text", "hello"));
        return new Message("events", "project.said", event.envelope(), event.payload());
    }

    void publish(Message event) {
        if (bus == null) {
            bus = new Bus(platform.vertx(), SharedBackends.get().broker().amqpUri());
        }
        bus.publish(event);
    }

    private static Object read(String type, JsonNode data) {
        return data;
    }

    private static Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
        return work.sql()
                .preparedQuery("INSERT INTO heard (subject) VALUES ($1) ON CONFLICT DO NOTHING")
                .executeBatch(events.stream()
                        .map(event -> Tuple.of(event.envelope().subject()))
                        .toList())
                .map(written -> events.stream().map(event -> Outcome.done()).toList());
    }
}
