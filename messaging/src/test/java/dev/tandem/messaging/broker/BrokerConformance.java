package dev.tandem.messaging.broker;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.testing.TestTopology;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conformance suite that every broker adapter passes, the double as well as the real one. */
abstract class BrokerConformance {

    protected final Vertx vertx = Vertx.vertx();
    private final String topic = "t" + UUID.randomUUID();
    private Broker broker;
    private Publisher publisher;

    abstract Broker broker();

    /** A fresh queue, bound to {@code events} with the pattern, and to the ladder's end by its name. */
    abstract String aQueue(String pattern);

    abstract long depth(String queue);

    abstract void loseConnections();

    abstract void restoreConnections();

    @Test
    void what_is_settled_behind_something_slow_makes_room_for_more_and_does_not_come_again() {
        String queue = aQueue(topic);
        List<Delivery> delivered = new CopyOnWriteArrayList<>();
        Set<Integer> kept = Set.of(0, 7, 9);
        Context own = vertx.getOrCreateContext();
        Subscription subscription = on(
                own,
                () -> broker.subscribe(queue, 8, delivery -> {
                    if (!kept.contains(delivered.size())) {
                        delivery.ack();
                    }
                    delivered.add(delivery);
                }));
        for (int i = 0; i < 40; i++) {
            await(publish("events", topic, "m" + i));
        }
        await().untilAsserted(() -> assertThat(delivered).hasSize(40));

        own.runOnContext(v -> delivered.get(7).ack());
        await(publish("events", topic, "with a gap before it"));
        await().untilAsserted(() -> assertThat(delivered).hasSize(41));
        own.runOnContext(v -> delivered.get(0).ack());
        await(publish("events", topic, "with a smaller one"));
        await().untilAsserted(() -> assertThat(delivered).hasSize(42));
        assertThat(subscription.connected()).isTrue();
        on(own, subscription::close);

        await().untilAsserted(() -> assertThat(depth(queue)).isEqualTo(1));
    }

    private static <T> T on(Context context, Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(v -> work.get().onComplete(done));
        return await(done.future());
    }

    @BeforeEach
    void connect() {
        broker = broker();
        publisher = await(broker.publisher());
        await(publisher.ready());
    }

    @AfterEach
    void close() {
        await(publisher.close());
        await(vertx.close());
    }

    @Test
    void routes_by_topic_and_confirms_when_the_message_is_in_the_queue() {
        String mine = aQueue(topic + ".*");
        String other = aQueue(topic + ".other.#");

        await(publish("events", topic + ".created", "one"));

        await().untilAsserted(() -> assertThat(depth(mine)).isEqualTo(1));
        assertThat(depth(other)).isZero();
    }

    @Test
    void delivers_in_order_with_properties_and_headers() throws InterruptedException {
        String queue = aQueue(topic);
        BlockingQueue<Delivery> received = subscribe(queue, 10);

        await(publish("events", topic, "one"));
        await(publish("events", topic, "two"));

        Delivery first = received.poll(10, TimeUnit.SECONDS);
        Delivery second = received.poll(10, TimeUnit.SECONDS);
        assertThat(first.body().toString()).isEqualTo("one");
        assertThat(first.exchange()).isEqualTo("events");
        assertThat(first.routingKey()).isEqualTo(topic);
        assertThat(first.contentType()).isEqualTo("text/plain");
        assertThat(first.headers()).containsEntry("text", "words").containsEntry("number", 7L);
        assertThat(first.redelivered()).isFalse();
        assertThat(second.body().toString()).isEqualTo("two");
    }

    @Test
    void holds_no_more_than_the_prefetch_unacknowledged() throws InterruptedException {
        String queue = aQueue(topic);
        BlockingQueue<Delivery> received = subscribe(queue, 2);
        for (int i = 0; i < 4; i++) {
            await(publish("events", topic, "m" + i));
        }
        Delivery first = received.poll(10, TimeUnit.SECONDS);
        Delivery second = received.poll(10, TimeUnit.SECONDS);
        // A second subscriber gets what the first may not hold: the sentinel that shows that the rest was not sent.
        BlockingQueue<Delivery> rest = subscribe(queue, 10);
        assertThat(rest.poll(10, TimeUnit.SECONDS).body().toString()).isEqualTo("m2");
        assertThat(rest.poll(10, TimeUnit.SECONDS).body().toString()).isEqualTo("m3");
        assertThat(received).isEmpty();
        first.ack();
        second.ack();
    }

    @Test
    void keeps_an_unroutable_message_with_the_alternate_exchange() {
        await(publish("commands", "nobody." + topic, "lost?"));

        await().untilAsserted(() -> assertThat(depth("unroutable")).isEqualTo(1));
    }

    @Test
    void fails_a_publish_to_a_missing_exchange_and_goes_on() {
        String queue = aQueue(topic);
        assertThatThrownBy(() -> await(publish("missing-" + topic, "key", "lost")))
                .hasCauseInstanceOf(BrokerUnavailable.class);

        await(publisher.ready());
        await().ignoreExceptions().untilAsserted(() -> {
            await(publish("events", topic, "next"));
            assertThat(depth(queue)).isPositive();
        });
    }

    @Test
    void delivers_again_what_was_not_acknowledged_when_the_subscription_closes() throws InterruptedException {
        String queue = aQueue(topic);
        BlockingQueue<Delivery> received = new LinkedBlockingQueue<>();
        Subscription subscription = await(broker.subscribe(queue, 10, received::add));
        await(publish("events", topic, "one"));
        Delivery delivery = received.poll(10, TimeUnit.SECONDS);
        assertThat(delivery.current()).isTrue();

        await(subscription.close());

        assertThat(delivery.current()).isFalse();
        Delivery again = subscribe(queue, 10).poll(10, TimeUnit.SECONDS);
        assertThat(again.body().toString()).isEqualTo("one");
        assertThat(again.redelivered()).isTrue();
    }

    @Test
    void survives_the_loss_of_its_connections() throws InterruptedException {
        String queue = Rabbit.KEPT_QUEUE;
        String topic = "project." + this.topic;
        BlockingQueue<Delivery> received = subscribe(queue, 10);
        await(publish("events", topic, "before"));
        Delivery stale = received.poll(10, TimeUnit.SECONDS);

        loseConnections();
        await().untilAsserted(() -> assertThat(publisher.state()).isEqualTo(Publisher.State.DISCONNECTED));
        assertThatThrownBy(() -> await(publish("events", topic, "nowhere")))
                .hasCauseInstanceOf(BrokerUnavailable.class);
        restoreConnections();

        Delivery again = received.poll(30, TimeUnit.SECONDS);
        assertThat(again.body().toString()).isEqualTo("before");
        assertThat(again.redelivered()).isTrue();
        stale.ack();
        again.ack();
        await(publisher.ready());
        await(publish("events", topic, "after"));
        Delivery after = received.poll(10, TimeUnit.SECONDS);
        assertThat(after.body().toString()).isEqualTo("after");
        after.ack();
        await().untilAsserted(() -> assertThat(depth(queue)).isZero());
    }

    @Test
    void brings_a_message_down_the_ladder_after_its_delay() {
        String queue = aQueue(topic);
        List<Long> arrivals = new CopyOnWriteArrayList<>();
        await(broker.subscribe(queue, 10, delivery -> {
            arrivals.add(System.nanoTime());
            delivery.ack();
        }));
        long sent = System.nanoTime();

        await(publish("delay.2", "0.0.0.0.0.0.0.0.0.1.0.1." + queue, "later"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(arrivals).hasSize(1));
        assertThat(Duration.ofNanos(arrivals.get(0) - sent))
                .isBetween(Duration.ofMillis(1_240), Duration.ofSeconds(13));
    }

    @Test
    void a_probe_stands_in_line_like_any_message_and_its_answer_finds_the_asker() throws InterruptedException {
        String queue = aQueue(topic);
        BlockingQueue<Long> answers = new LinkedBlockingQueue<>();
        Prober prober = broker.prober(answers::add);
        await(publish("events", topic, "before"));
        await().ignoreExceptions().untilAsserted(() -> await(prober.look(queue)));

        await(prober.send(queue, 42));
        await().untilAsserted(() -> assertThat(await(prober.look(queue))).isEqualTo(new Prober.QueueDepth(2, 0)));
        BlockingQueue<Delivery> received = subscribe(queue, 10);
        Delivery first = received.poll(10, TimeUnit.SECONDS);
        Delivery probe = received.poll(10, TimeUnit.SECONDS);
        assertThat(first.replyTo()).isNull();
        assertThat(probe.contentType()).isEqualTo(Prober.CONTENT_TYPE);
        await(publisher.publish(new Publication(
                TestTopology.NAMES.answers(),
                probe.replyTo(),
                Publication.Properties.of(Prober.CONTENT_TYPE),
                Map.of(Prober.ID, 42L),
                Buffer.buffer())));

        assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo(42);
        await().untilAsserted(() -> assertThat(await(prober.look(queue))).isEqualTo(new Prober.QueueDepth(0, 1)));
        await(prober.close());
    }

    @Test
    void an_answer_to_an_asker_who_is_gone_is_dropped_and_harms_nobody() {
        await(publisher.publish(new Publication(
                TestTopology.NAMES.answers(),
                "gone",
                Publication.Properties.of(Prober.CONTENT_TYPE),
                Map.of(Prober.ID, 1L),
                Buffer.buffer())));
        String queue = aQueue(topic);
        await(publish("events", topic, "next"));
        await().untilAsserted(() -> assertThat(depth(queue)).isEqualTo(1));
    }

    @Test
    void verifies_and_names_what_is_missing() {
        await(broker.verify(Set.of("events", "commands"), Set.of("dead-letters")));
        assertThatThrownBy(() -> await(broker.verify(Set.of("events", "nothing"), Set.of("nowhere"))))
                .hasMessageContaining("the exchange nothing, the queue nowhere")
                .hasMessageContaining("infra/rabbitmq-definitions.json");
    }

    private Future<Void> publish(String exchange, String routingKey, String body) {
        return publisher.publish(new Publication(
                exchange,
                routingKey,
                Publication.Properties.of("text/plain"),
                Map.of("text", "words", "number", 7L),
                Buffer.buffer(body)));
    }

    private BlockingQueue<Delivery> subscribe(String queue, int prefetch) {
        BlockingQueue<Delivery> received = new LinkedBlockingQueue<>();
        await(broker.subscribe(queue, prefetch, received::add));
        return received;
    }
}
