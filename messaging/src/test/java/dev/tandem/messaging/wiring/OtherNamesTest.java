package dev.tandem.messaging.wiring;

import static dev.tandem.messaging.Futures.await;
import static dev.tandem.messaging.MessagingFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.Topology;
import dev.tandem.messaging.Topology.Log;
import dev.tandem.messaging.Topology.Topic;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.consume.Headers;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.erasure.ErasePerson;
import dev.tandem.messaging.watch.LagWatch;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A system that has other names in its broker than Tandem. */
@Timeout(90)
final class OtherNamesTest {

    private final String system = "shop-" + UUID.randomUUID();
    private final Topology names = new Topology(
            new Log(system + ".happened", system + ".history"),
            system + ".given-up",
            system + ".health",
            system + ".echoes",
            new Topic(system + ".news", "again.done", "shop.again.v1"),
            new Topic(system + ".wishes", "customer.forget", "shop.customer.forget.v1"),
            new Topic(system + ".news", "customer.forgotten", "shop.customer.forgotten.v1"),
            Set.of(system + ".wishes"));
    private final MessagingFixture service = new MessagingFixture();
    private final Broker broker = new AmqpBroker(service.vertx, Rabbit.uri(), system, names);

    @AfterEach
    void close() {
        service.close();
        names.exchanges().forEach(Rabbit::deleteExchange);
        Rabbit.delete(names.log().stream());
    }

    @Test
    void a_start_says_which_of_them_is_missing() {
        names.exchanges().stream()
                .filter(exchange -> !exchange.equals(names.deadLetters()))
                .forEach(Rabbit::anExchange);

        assertThatThrownBy(() -> service.start(broker, OpenTelemetry.noop()))
                .hasMessageContaining("The broker lacks the exchange " + names.deadLetters() + ":");
    }

    @Test
    void all_that_the_kit_says_goes_by_them() {
        names.exchanges().forEach(Rabbit::anExchange);
        Rabbit.aStream(names.log().stream());
        String consumed = Rabbit.aQueue(names.log().exchange(), "#");
        String given = Rabbit.aQueue(names.deadLetters(), "#");
        String reports = Rabbit.aQueue(names.reports(), "#");
        String settled = Rabbit.aQueue(
                names.replaySettled().exchange(), names.replaySettled().routingKey());
        String erased = Rabbit.aQueue(
                names.personErased().exchange(), names.personErased().routingKey());
        Messaging messaging = service.start(broker, OpenTelemetry.noop());
        await(messaging.consume(
                consumed, MessagingFixture::read, RetryPolicy.attempts(3), OtherNamesTest::noneOfTenantTwo));
        LagWatch watch = await(messaging.watch(Set.of(consumed), Set.of()));

        send(messaging, envelope("w1"));
        send(messaging, envelope("w2"));
        Rabbit.publish(
                names.log().exchange(),
                "replayed",
                CloudEvents.SINGLE,
                Map.of(Headers.REPLAY, UUID.randomUUID().toString()),
                List.of(body(envelope("w1"), new MessagingFixture.Note("again"))));
        Rabbit.publish(
                names.log().exchange(),
                "forget",
                CloudEvents.SINGLE,
                body(command(), new ErasePerson(UUID.randomUUID(), "anna", "erased-1")));

        awaitOne(given, "\"w2\"");
        awaitOne(reports, consumed);
        awaitOne(settled, names.replaySettled().type());
        awaitOne(erased, names.personErased().type());
        await().untilAsserted(() -> assertThat(watch.of(consumed).lagSeconds()).isNotNull());
        await().untilAsserted(() -> assertThat(service.effects()).hasSize(2));
    }

    private void send(Messaging messaging, Envelope envelope) {
        Message message = new Message(names.log().exchange(), "noted", envelope, new MessagingFixture.Note("hello"));
        await(messaging.transactor(service.pool).transact(work -> {
            work.send(message, Context.root());
            return Future.succeededFuture();
        }));
    }

    private Envelope command() {
        return Envelope.of(names.erasePerson().type())
                .source("/shop")
                .subject("anna")
                .time(envelope("w1").time())
                .tenant("w1")
                .correlationId("c1")
                .build();
    }

    private static String body(Envelope envelope, Object payload) {
        return CloudEvents.write(envelope, payload).toString();
    }

    private static Future<List<Outcome>> noneOfTenantTwo(UnitOfWork work, List<Event> events) {
        List<Event> wanted = events.stream()
                .filter(event -> !event.envelope().tenant().equals("w2"))
                .toList();
        return MessagingFixture.effect(work, wanted)
                .map(entered -> events.stream()
                        .map(event -> wanted.contains(event) ? Outcome.done() : Outcome.refuse("not here"))
                        .toList());
    }

    private static void awaitOne(String queue, String text) {
        List<String> heard = new ArrayList<>();
        await().untilAsserted(() -> {
            Rabbit.drain(queue, message -> heard.add(new String(message.getBody(), StandardCharsets.UTF_8)));
            assertThat(heard).anyMatch(body -> body.contains(text));
        });
    }
}
