package dev.tandem.messaging.consume;

import static dev.tandem.messaging.MessagingFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import com.rabbitmq.client.GetResponse;
import dev.tandem.backends.SharedBackends;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RetryingTest {

    private static final RetryPolicy ONCE_MORE = RetryPolicy.attempts(1).from(Duration.ofMillis(250));

    private final Consumption consumption = new Consumption();
    private final List<Instant> calls = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        consumption.close();
    }

    @Test
    void a_conflict_of_transactions_is_run_again_at_once_and_is_no_attempt() {
        AtomicInteger runs = new AtomicInteger();
        consumption.consume(RetryPolicy.attempts(0), (work, events) -> {
            String state = runs.incrementAndGet() % 2 == 1 ? "40P01" : "00000";
            return Consumption.effect(work, events)
                    .compose(outcomes -> work.sql()
                            .query("DO $$ BEGIN IF '" + state + "' <> '00000' THEN RAISE EXCEPTION 'conflict' USING"
                                    + " ERRCODE = '" + state + "'; END IF; END $$")
                            .execute()
                            .map(outcomes));
        });
        Envelope event = envelope("w1");

        consumption.publish(event);

        await().untilAsserted(() -> assertThat(consumption.service.effects()).containsExactly(event.id()));
        assertThat(runs).hasValue(2);
        assertThat(consumption.largestAttempt()).isEqualTo(1);
        consumption.awaitAllSettled();
    }

    @Test
    void what_finds_no_room_in_a_transaction_comes_with_the_next_and_that_is_no_attempt() {
        consumption.consume(
                RetryPolicy.attempts(0),
                (work, events) -> Consumption.effect(work, events.subList(0, 1))
                        .map(first -> IntStream.range(0, events.size())
                                .mapToObj(place -> place == 0 ? first.get(0) : Outcome.noRoom())
                                .toList()));
        List<Envelope> events =
                IntStream.range(0, 20).mapToObj(i -> envelope("w1")).toList();

        consumption.publish(events, Map.of());

        await().untilAsserted(() -> assertThat(consumption.service.effects())
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(Envelope::id).toList()));
        assertThat(consumption.largestAttempt()).isEqualTo(1);
        consumption.awaitAllSettled();
    }

    @Test
    void a_conflict_that_stays_is_a_failure_like_any_other() {
        consumption.consume(
                RetryPolicy.attempts(0),
                (work, events) -> work.sql()
                        .query("DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$")
                        .execute()
                        .map(never -> List.of()));
        Envelope event = envelope("w1");

        consumption.publish(event);

        GetResponse letter = DeadLetters.containing(event.id().toString());
        assertThat(Consumption.header(letter, Headers.ERROR)).contains("conflict");
        assertThat(Consumption.header(letter, Headers.ERROR_TYPE)).isEqualTo("io.vertx.pgclient.PgException");
    }

    @Test
    void while_the_broker_takes_no_copy_of_a_failed_event_others_take_effect() {
        Promise<Void> alarm = Promise.promise();
        consumption.consume(ONCE_MORE, (work, events) -> {
            Event first = events.get(0);
            calls.add(Instant.now());
            return first.envelope().tenant().equals("w1") && first.attempt() == 1
                    ? alarm.future().map(List.of(Outcome.retryLater("not yet")))
                    : Consumption.effect(work, events);
        });
        Envelope failing = envelope("w1");
        Envelope other = envelope("w2");
        consumption.publish(failing);
        await().until(() -> calls.size() == 1);
        consumption.publish(other);

        SharedBackends.get().broker().blockPublishers();
        try {
            alarm.complete();
            await().untilAsserted(
                            () -> assertThat(consumption.service.effects()).containsExactly(other.id()));
        } finally {
            SharedBackends.get().broker().unblockPublishers();
        }
        await().untilAsserted(() -> assertThat(consumption.service.effects()).contains(failing.id(), other.id()));
        consumption.awaitAllSettled();
    }

    @Test
    void what_is_early_comes_again_beyond_the_last_attempt_of_the_policy() {
        consumption.consume(
                ONCE_MORE,
                Consumption.each(event -> event.attempt() <= 4 ? Outcome.early("others come first") : Outcome.done()));

        consumption.publish(envelope("w1"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(consumption.service.effects()).hasSize(1));
        assertThat(consumption.largestAttempt()).isEqualTo(5);
        consumption.awaitAllSettled();
    }

    @Test
    void what_has_been_early_for_more_than_an_hour_is_given_up() {
        consumption.consume(ONCE_MORE, Consumption.each(event -> Outcome.early("others come first")));
        Envelope event = envelope("w1");

        consumption.publish(
                List.of(event),
                Map.of(
                        Headers.FIRST_FAILURE,
                        Instant.now().minus(Duration.ofHours(2)).toString()));

        GetResponse letter = DeadLetters.containing(event.id().toString());
        assertThat(Consumption.header(letter, Headers.REASON)).isEqualTo("exhausted");
        assertThat(Consumption.header(letter, Headers.ERROR_TYPE)).isEqualTo("early");
    }

    @Test
    void a_delay_beyond_what_the_broker_can_do_is_cut() {
        assertThat(DelayLadder.possible(Duration.ofDays(1))).isEqualTo(DelayLadder.LONGEST);
        assertThat(DelayLadder.of(DelayLadder.possible(Duration.ofDays(1)), "q").exchange())
                .isEqualTo("delay.11");
    }

    @Test
    void a_dead_letter_tells_what_failed_where_and_how_often() {
        consumption.consume(RetryPolicy.attempts(2).from(Duration.ofMillis(1)), (work, events) -> {
            throw new CompletionException(new IllegalStateException("x".repeat(300) + calls.size()));
        });
        Envelope event = envelope("w1");
        String claim = UUID.randomUUID().toString();

        consumption.publish(List.of(event), Map.of(Headers.REPLAY, claim, Headers.FORCED, 1L));

        GetResponse letter = DeadLetters.containing(event.id().toString());
        assertThat(Consumption.header(letter, Headers.REASON)).isEqualTo("exhausted");
        assertThat(Consumption.header(letter, Headers.ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
        assertThat(Consumption.header(letter, Headers.ERROR_FRAMES).lines())
                .hasSizeBetween(1, 5)
                .allMatch(frame -> !frame.matches(".*(:\\d+|\\$\\d+|Lambda/.*|^java\\..*|^io\\.vertx\\..*)"))
                .first()
                .asString()
                .contains("RetryingTest.lambda$a_dead_letter_tells_what_failed_where_and_how_often");
        JsonArray attempts = new JsonArray(Consumption.header(letter, Headers.ATTEMPTS));
        assertThat(attempts).hasSize(3);
        assertThat(attempts.stream().map(JsonObject.class::cast)).allSatisfy(attempt -> {
            // The time is the database's, as far as a service knows it: some milliseconds from the machine's.
            assertThat(Instant.parse(attempt.getString("at")))
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
            assertThat(attempt.getString("error")).hasSize(200).contains("IllegalStateException");
        });
        assertThat(Consumption.header(letter, Headers.REPLAY)).isEqualTo(claim);
        assertThat(letter.getProps().getHeaders()).containsEntry(Headers.FORCED, 1L);
        consumption.awaitAllSettled();
    }

    @Test
    void what_a_handler_says_is_told_as_such_and_history_is_bounded() {
        consumption.consume(ONCE_MORE, Consumption.each(event -> Outcome.retryLater("not yet")));
        Envelope event = envelope("w1");
        JsonArray long_ago = new JsonArray(IntStream.range(0, 30)
                .mapToObj(i -> new JsonObject().put("at", "then").put("error", "e" + i))
                .toList());

        consumption.publish(List.of(event), Map.of(Headers.ATTEMPTS, long_ago.encode()));
        Envelope other = envelope("w1");
        consumption.publish(List.of(other), Map.of(Headers.ATTEMPTS, "no json"));

        GetResponse letter = DeadLetters.containing(event.id().toString());
        assertThat(Consumption.header(letter, Headers.ERROR_TYPE)).isEqualTo("retry-later");
        assertThat(letter.getProps().getHeaders()).doesNotContainKey(Headers.ERROR_FRAMES);
        JsonArray attempts = new JsonArray(Consumption.header(letter, Headers.ATTEMPTS));
        assertThat(attempts).hasSize(20);
        assertThat(attempts.getJsonObject(19).getString("error")).isEqualTo("not yet");
        assertThat(attempts.getJsonObject(0).getString("error")).isEqualTo("e12");
        assertThat(new JsonArray(
                        Consumption.header(DeadLetters.containing(other.id().toString()), Headers.ATTEMPTS)))
                .hasSize(2);
    }

    @Test
    void a_retry_is_made_known_with_the_time_of_the_next_attempt() {
        String heard = Rabbit.aQueue("events", "notice." + consumption.topic);
        consumption.consume(
                ONCE_MORE,
                Consumption.each(event -> event.attempt() == 1 ? Outcome.retryLater("not yet") : Outcome.done()),
                (event, nextAttempt, nextAttemptAt, why) -> Optional.of(new Message(
                        "events",
                        "notice." + consumption.topic,
                        envelope(event.envelope().tenant()),
                        new MessagingFixture.Note(nextAttempt + " " + nextAttemptAt + " " + why))));

        consumption.publish(envelope("w1"));

        await().untilAsserted(() -> assertThat(consumption.service.effects()).hasSize(1));
        List<String> notes = new CopyOnWriteArrayList<>();
        await().untilAsserted(() -> {
            Rabbit.drain(
                    heard,
                    message -> notes.add(new JsonObject(new String(message.getBody()))
                            .getJsonObject("data")
                            .getString("text")));
            assertThat(notes).hasSize(1);
        });
        String[] words = notes.get(0).split(" ", 3);
        assertThat(words[0]).isEqualTo("2");
        assertThat(Instant.parse(words[1]))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
        assertThat(words[2]).isEqualTo("not yet");
    }

    @Test
    void a_notice_that_fails_or_gets_lost_holds_nothing_up() {
        consumption.consume(
                ONCE_MORE,
                Consumption.each(event -> event.attempt() == 1 ? Outcome.retryLater("not yet") : Outcome.done()),
                (event, nextAttempt, nextAttemptAt, why) -> {
                    throw new IllegalStateException("no notice");
                });

        consumption.publish(envelope("w1"));

        await().untilAsserted(() -> assertThat(consumption.service.effects()).hasSize(1));
        consumption.awaitAllSettled();
    }

    @Test
    void a_replay_is_reported_done_and_then_a_duplicate() {
        String reports = Rabbit.aQueue("operations", "replay.settled");
        consumption.consume(ONCE_MORE, Consumption::effect);
        Envelope event = envelope("w9");
        String first = UUID.randomUUID().toString();
        String second = UUID.randomUUID().toString();

        for (String claim : List.of(first, second)) {
            Rabbit.publish(
                    "delay.deliver",
                    consumption.queue,
                    CloudEvents.SINGLE,
                    Map.of(Headers.REPLAY, claim),
                    List.of(Consumption.body(event)));
        }
        consumption.publish(envelope("w9"));

        await().untilAsserted(() -> assertThat(consumption.service.effects()).hasSize(2));
        List<JsonObject> reported = new CopyOnWriteArrayList<>();
        await().untilAsserted(() -> {
            Rabbit.drain(reports, message -> {
                JsonObject report = new JsonObject(new String(message.getBody()));
                if (report.getJsonObject("data").getString("consumer").equals(consumption.queue)) {
                    reported.add(report);
                }
            });
            assertThat(reported).hasSize(2);
        });
        assertThat(reported)
                .extracting(report -> report.getJsonObject("data").getString("result"))
                .containsExactly("done", "duplicate");
        assertThat(reported)
                .extracting(report -> report.getJsonObject("data").getString("replayId"))
                .containsExactly(first, second);
        assertThat(reported.get(0).getString("type")).isEqualTo("dev.tandem.replay.settled.v1");
        assertThat(reported.get(0).getString("tenantid")).isEqualTo("w9");
        assertThat(reported.get(0).getString("subject")).isEqualTo(first);
        assertThat(reported.get(0).getString("correlationid")).isEqualTo("c1");
        consumption.awaitAllSettled();
    }

    @Test
    void an_event_older_than_the_inbox_remembers_takes_effect_once_when_it_is_forced() {
        consumption.consume(ONCE_MORE, Consumption::effect);
        UUID old = UuidCreator.getTimeOrderedEpoch(Instant.now().minus(Duration.ofDays(80)));
        Envelope now = envelope("w1");
        String body = Consumption.body(now).replace(now.id().toString(), old.toString());

        Rabbit.publish(
                "events", consumption.topic, CloudEvents.SINGLE, Map.of(Headers.FORCED, 1L), List.of(body, body));
        consumption.publish(now);

        await().untilAsserted(() -> assertThat(consumption.service.effects()).containsExactly(old, now.id()));
        consumption.awaitAllSettled();
    }
}
