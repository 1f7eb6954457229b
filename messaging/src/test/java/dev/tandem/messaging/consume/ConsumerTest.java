package dev.tandem.messaging.consume;

import static dev.tandem.messaging.Futures.await;
import static dev.tandem.messaging.MessagingFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import dev.tandem.backends.SharedBackends;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.wiring.Messaging;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConsumerTest {

    private static final RetryPolicy QUICK =
            RetryPolicy.attempts(3).from(Duration.ofMillis(250)).doubling().upTo(Duration.ofSeconds(5));

    private final MessagingFixture service = new MessagingFixture();
    private final String topic = "t" + UUID.randomUUID();
    private final String queue = Rabbit.aQueue("events", topic);
    private final Map<UUID, List<Instant>> calls = new ConcurrentHashMap<>();
    private final Messaging messaging = service.start();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void an_event_that_is_delivered_twice_takes_effect_once() {
        consume(this::effect);
        Envelope event = envelope("w1");

        publish(event);
        publish(event);
        publishTogether(List.of(event, event));
        Envelope sentinel = envelope("w1");
        publish(sentinel);

        await().untilAsserted(() -> assertThat(service.effects()).contains(sentinel.id()));
        assertThat(service.effects()).containsExactly(event.id(), sentinel.id());
        awaitAllSettled();
    }

    @Test
    void a_packed_message_is_settled_event_by_event() {
        Envelope refused = envelope("w1");
        consume((work, events) -> {
            List<Outcome> outcomes = new ArrayList<>();
            List<Event> good = new ArrayList<>();
            for (Event event : events) {
                boolean bad = event.envelope().id().equals(refused.id());
                outcomes.add(bad ? Outcome.refuse("not this one") : Outcome.done());
                if (!bad) {
                    good.add(event);
                }
            }
            return MessagingFixture.effect(work, good).map(outcomes);
        });
        Envelope before = envelope("w1");
        Envelope after = envelope("w2");

        publishTogether(List.of(before, refused, after));

        await().untilAsserted(() -> assertThat(service.effects()).containsExactlyInAnyOrder(before.id(), after.id()));
        GetResponse letter = deadLetter(refused.id().toString());
        assertThat(header(letter, Headers.REASON)).isEqualTo("refused");
        assertThat(header(letter, Headers.ERROR)).isEqualTo("not this one");
        assertThat(service.rows("inbox")).isEqualTo(2);
        awaitAllSettled();
    }

    @Test
    void a_handler_that_throws_three_times_then_works_is_retried_as_the_policy_says() {
        Envelope event = envelope("w1");
        consume((work, events) -> {
            if (called(events.get(0)) <= 3) {
                throw new IllegalStateException("not yet");
            }
            return effect(work, events);
        });

        publish(event);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(service.effects()).containsExactly(event.id()));
        List<Instant> attempts = calls.get(event.id());
        for (int i = 1; i < attempts.size(); i++) {
            long base = 250L << (i - 1);
            long spacing =
                    Duration.between(attempts.get(i - 1), attempts.get(i)).toMillis();
            // The ladder rounds up to 250 ms, and the policy lengthens by a factor of up to two.
            assertThat(spacing).isBetween(base, 2 * base + 250 + 11_000);
        }
        assertThat(attempts).hasSize(4);
        awaitAllSettled();
    }

    @Test
    void a_handler_that_always_throws_ends_in_the_dead_letters_and_its_neighbours_do_not() {
        Envelope poison = envelope("w1");
        List<Envelope> neighbours =
                IntStream.range(0, 20).mapToObj(i -> envelope("w1")).toList();
        consume((work, events) -> {
            events.forEach(this::called);
            if (events.stream().anyMatch(event -> event.envelope().id().equals(poison.id()))) {
                return Future.failedFuture(new IllegalStateException("poisoned"));
            }
            return effect(work, events);
        });
        List<Envelope> all = new ArrayList<>(neighbours);
        all.add(10, poison);

        publishTogether(all);

        await().untilAsserted(() -> assertThat(service.effects())
                .containsExactlyInAnyOrderElementsOf(
                        neighbours.stream().map(Envelope::id).toList()));
        GetResponse letter = deadLetter(poison.id().toString());
        assertThat(header(letter, Headers.REASON)).isEqualTo("exhausted");
        assertThat(header(letter, Headers.ORIGIN)).isEqualTo(queue);
        assertThat(header(letter, Headers.ERROR)).contains("IllegalStateException", "poisoned");
        assertThat(header(letter, Headers.ATTEMPT)).isEqualTo("4");
        assertThat(Instant.parse(header(letter, Headers.FIRST_FAILURE)))
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(letter.getProps().getHeaders().keySet())
                .doesNotContain("x-death", "x-first-death-queue", "x-last-death-queue");
        awaitAllSettled();
    }

    @Test
    void what_cannot_be_decoded_is_a_dead_letter_at_once_and_bytes_are_kept() {
        consume(this::effect);
        String garbage = "no json " + UUID.randomUUID();
        Envelope unknown = envelope("w1");
        Envelope sentinel = envelope("w1");

        Rabbit.publish("events", topic, CloudEvents.SINGLE, garbage);
        Rabbit.publish("events", topic, CloudEvents.SINGLE, "{\"specversion\":\"1.0\"}");
        Rabbit.publish("events", topic, CloudEvents.BATCH, "{}");
        Rabbit.publish(
                "events",
                topic,
                CloudEvents.SINGLE,
                body(unknown).toString().replace("test.noted.v1", "test.unheard.v1"));
        publish(sentinel);

        await().untilAsserted(() -> assertThat(service.effects()).containsExactly(sentinel.id()));
        GetResponse letter = deadLetter(garbage);
        assertThat(header(letter, Headers.REASON)).isEqualTo("undecodable");
        assertThat(new String(letter.getBody(), StandardCharsets.UTF_8)).isEqualTo(garbage);
        assertThat(header(deadLetter(unknown.id().toString()), Headers.ERROR)).contains("test.unheard.v1");
        awaitAllSettled();
    }

    @Test
    void while_the_database_is_away_deliveries_wait_and_no_attempt_is_counted() {
        consume(this::effect);
        publish(envelope("w1"));
        await().untilAsserted(() -> assertThat(service.effects()).hasSize(1));
        SharedBackends.get().postgres().kill();
        List<Envelope> events =
                IntStream.range(0, 30).mapToObj(i -> envelope("w1")).toList();
        events.forEach(this::publish);
        await().untilAsserted(() -> assertThat(messaging.consuming()).isFalse());

        SharedBackends.get().postgres().start();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(service.effects()).hasSize(31));
        assertThat(await(service.pool.query("SELECT max(attempt) FROM effect").execute())
                        .iterator()
                        .next()
                        .getInteger(0))
                .isEqualTo(1);
        await().untilAsserted(() -> assertThat(messaging.consuming()).isTrue());
        awaitAllSettled();
    }

    @Test
    void nothing_is_lost_and_nothing_happens_twice_while_the_broker_is_killed_under_load() {
        String topic = "project." + this.topic;
        Rabbit.purge(Rabbit.KEPT_QUEUE);
        await(messaging.consume(Rabbit.KEPT_QUEUE, MessagingFixture::read, QUICK, this::effect));
        Set<UUID> sent = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            sent.add(service.send(messaging, topic, "w" + i % 5));
            if (i == 100) {
                SharedBackends.get().broker().kill();
            }
        }
        SharedBackends.get().broker().start();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(service.effects()).hasSameSizeAs(sent));
        assertThat(service.effects()).containsExactlyInAnyOrderElementsOf(sent);
        Rabbit.awaitSettled(Rabbit.KEPT_QUEUE);
        await(messaging.stopConsuming());
        assertThat(Rabbit.depth(Rabbit.KEPT_QUEUE)).isZero();
    }

    @Test
    void a_closed_consumer_gives_back_what_it_did_not_settle() {
        AtomicInteger started = new AtomicInteger();
        consume((work, events) -> {
            started.addAndGet(events.size());
            return effect(work, events);
        });
        List<Envelope> events =
                IntStream.range(0, 500).mapToObj(i -> envelope("w1")).toList();
        events.forEach(this::publish);
        await().untilAsserted(() -> assertThat(started).hasPositiveValue());

        await(messaging.stopConsuming());
        int effects = service.effects().size();

        await().untilAsserted(() -> assertThat(effects + Rabbit.depth(queue)).isEqualTo(500));
    }

    @Test
    void an_event_older_than_the_inbox_remembers_is_refused() {
        consume(this::effect);
        UUID old =
                new UUID(Instant.now().minus(Duration.ofDays(40)).toEpochMilli() << 16 | 0x7000, 0x8000000000000000L);
        Envelope now = envelope("w1");
        Rabbit.publish(
                "events",
                topic,
                CloudEvents.SINGLE,
                body(now).toString().replace(now.id().toString(), old.toString()));

        assertThat(header(deadLetter(old.toString()), Headers.ERROR)).contains("35 days");
        assertThat(calls).isEmpty();
    }

    private Future<List<Outcome>> effect(UnitOfWork work, List<Event> events) {
        return MessagingFixture.effect(work, events)
                .map(v -> events.stream().map(event -> Outcome.done()).toList());
    }

    private int called(Event event) {
        List<Instant> times = calls.computeIfAbsent(event.envelope().id(), id -> new CopyOnWriteArrayList<>());
        times.add(Instant.now());
        return times.size();
    }

    private void consume(MessageHandler handler) {
        await(messaging.consume(queue, MessagingFixture::read, QUICK, handler));
    }

    private void publish(Envelope envelope) {
        Rabbit.publish("events", topic, CloudEvents.SINGLE, body(envelope).toString());
    }

    private void publishTogether(List<Envelope> envelopes) {
        List<Buffer> bodies = envelopes.stream().map(ConsumerTest::body).toList();
        Rabbit.publish(
                "events", topic, CloudEvents.BATCH, CloudEvents.pack(bodies).toString());
    }

    private static Buffer body(Envelope envelope) {
        return CloudEvents.write(envelope, new MessagingFixture.Note("hello"));
    }

    private void awaitAllSettled() {
        Rabbit.awaitSettled(queue);
        await(messaging.stopConsuming());
        assertThat(Rabbit.depth(queue)).isZero();
    }

    private GetResponse deadLetter(String content) {
        return DeadLetters.containing(content);
    }

    private static String header(GetResponse message, String name) {
        return String.valueOf(message.getProps().getHeaders().get(name));
    }
}
