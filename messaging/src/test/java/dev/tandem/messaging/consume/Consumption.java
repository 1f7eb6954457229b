package dev.tandem.messaging.consume;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryNotice;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.wiring.Messaging;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** A service that consumes a queue of its own on the real servers, and what a test sends it. */
final class Consumption implements AutoCloseable {

    final MessagingFixture service = new MessagingFixture();
    final String topic = "t" + UUID.randomUUID();
    final String queue = Rabbit.aQueue("events", topic);
    final Messaging messaging = service.start();

    void consume(RetryPolicy policy, MessageHandler handler) {
        consume(policy, handler, RetryNotice.NONE);
    }

    void consume(RetryPolicy policy, MessageHandler handler, RetryNotice notice) {
        await(messaging.consume(queue, MessagingFixture::read, policy, handler, notice));
    }

    /** Handles each event by itself; what is done has its effect. */
    static MessageHandler each(Function<Event, Outcome> handler) {
        return (work, events) -> {
            List<Outcome> outcomes = events.stream().map(handler).toList();
            List<Event> done = events.stream()
                    .filter(event -> outcomes.get(events.indexOf(event)) instanceof Outcome.Done)
                    .toList();
            return MessagingFixture.effect(work, done).map(outcomes);
        };
    }

    static Future<List<Outcome>> effect(UnitOfWork work, List<Event> events) {
        return MessagingFixture.effect(work, events)
                .map(v -> events.stream().map(event -> Outcome.done()).toList());
    }

    void publish(Envelope event) {
        publish(List.of(event), Map.of());
    }

    /** One message for each event. */
    void publish(List<Envelope> events, Map<String, Object> headers) {
        Rabbit.publish(
                "events",
                topic,
                CloudEvents.SINGLE,
                headers,
                events.stream().map(Consumption::body).toList());
    }

    static String body(Envelope envelope) {
        return CloudEvents.write(envelope, new MessagingFixture.Note("hello")).toString();
    }

    ConsumerState state() {
        return messaging.consumers().get(queue);
    }

    int largestAttempt() {
        return await(service.pool.query("SELECT max(attempt) FROM effect").execute())
                .iterator()
                .next()
                .getInteger(0);
    }

    void awaitAllSettled() {
        Rabbit.awaitSettled(queue);
        await(messaging.stopConsuming());
        assertThat(Rabbit.depth(queue)).isZero();
    }

    static String header(GetResponse message, String name) {
        return String.valueOf(message.getProps().getHeaders().get(name));
    }

    @Override
    public void close() {
        service.close();
    }
}
