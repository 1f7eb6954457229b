package dev.tandem.messaging.broker.amqp;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.Topology;
import dev.tandem.messaging.broker.BrokerUnavailable;
import dev.tandem.messaging.broker.Publication;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AmqpPublisherTest {

    private final Vertx vertx = Vertx.vertx();
    private final String log = "log." + UUID.randomUUID();
    private final AmqpPublisher publisher = new AmqpPublisher(
            () -> URI.create(Rabbit.uri()), "test", Duration.ofSeconds(15), new Topology.Log("events", log));

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void commands_do_not_wait_for_the_log_and_facts_do() {
        await(vertx.deployVerticle(publisher));
        await(publisher.ready());

        Future<Void> fact = publish("events");
        await(publish("commands"));
        await(publish("operations"));
        assertThat(fact.isComplete()).isFalse();
        Rabbit.aStream(log);

        await(fact);
        await(publish("events"));
        Rabbit.delete(log);
    }

    @Test
    void what_waits_for_the_log_fails_with_the_connection() {
        await(vertx.deployVerticle(publisher));
        await(publisher.ready());
        Future<Void> fact = publish("events");

        await(publisher.close());

        assertThatThrownBy(() -> await(fact)).isNotNull();
    }

    @Test
    void an_exchange_that_is_missing_costs_one_connection_and_not_one_for_each_try() {
        await(vertx.deployVerticle(publisher));
        await(publisher.ready());
        String exchange = "missing." + UUID.randomUUID();
        assertThatThrownBy(() -> await(publish(exchange))).hasCauseInstanceOf(BrokerUnavailable.class);
        await(publisher.ready());
        Future<Void> fact = publish("events");

        assertThatThrownBy(() -> await(publish(exchange))).hasMessageContaining("The broker lacks the exchange");

        await(publish("commands"));
        assertThat(fact.isComplete()).isFalse();
        Rabbit.anExchange(exchange);
        await().ignoreExceptions().untilAsserted(() -> await(publish(exchange)));
        Rabbit.deleteExchange(exchange);
    }

    private Future<Void> publish(String exchange) {
        return publisher.publish(new Publication(
                exchange,
                "nobody." + log,
                Publication.Properties.of("text/plain"),
                Map.of(),
                Buffer.buffer("anything")));
    }
}
