package dev.tandem.messaging.erasure;

import static dev.tandem.messaging.Futures.await;
import static dev.tandem.messaging.MessagingFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.testing.TestTopology;
import dev.tandem.messaging.wiring.Messaging;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances of a service that keeps who did what; {@code envelope()} is of what anna did. */
final class ErasingTest {

    private static final RetryPolicy QUICK =
            RetryPolicy.attempts(5).from(Duration.ofMillis(250)).doubling().upTo(Duration.ofSeconds(1));
    private static final PersonalData DATA = PersonalData.NONE
            .deleted("inbox_of", "user_id = $1")
            .ids("deed", "actor_id")
            .sentences("deed", "sentence")
            .members("deed", "arguments", List.of("userId"), List.of("excerpt"));

    private final MessagingFixture service = new MessagingFixture();
    private final UUID erasure = UuidCreator.getTimeOrderedEpoch();
    private Messaging first;
    private Messaging second;

    @BeforeEach
    void start() {
        await(service.pool
                .query(
                        "CREATE TABLE deed (actor_id text, sentence text, arguments jsonb); CREATE TABLE inbox_of (user_id text)")
                .execute());
        first = service.start();
        second = service.start();
        first.registerPersonalData("test", DATA);
        second.registerPersonalData("test", DATA);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void an_instance_that_has_not_heard_of_an_erasure_gives_no_event_to_its_handler_before_it_has() {
        String topicOfSecond = "t" + UUID.randomUUID();
        consume(second, Rabbit.aQueue("events", topicOfSecond));
        publish(topicOfSecond, noted());
        await().untilAsserted(() -> assertThat(deeds()).containsExactly("anna"));

        erase();
        await().untilAsserted(() -> assertThat(deeds()).containsExactly("erased-1"));
        assertThat(second.tombstones().pseudonymOf("anna")).isNull();
        publish(topicOfSecond, noted());

        await().untilAsserted(() -> assertThat(deeds()).hasSize(2));
        assertThat(deeds()).containsOnly("erased-1");
        assertThat(second.tombstones().pseudonymOf("anna")).isEqualTo("erased-1");
    }

    @Test
    void what_is_kept_is_dealt_with_in_many_transactions_and_reported_and_others_keep_theirs() {
        for (String person : List.of("anna", "annabel")) {
            await(service.pool
                    .preparedQuery("INSERT INTO deed SELECT $1, 'Ben thanked ' || $1 || '.', jsonb_build_object("
                            + "'userId', $1::text, 'excerpt', 'for ' || $1, 'role', $1::text, 'times', 2)"
                            + " FROM generate_series(1, 1200)")
                    .execute(Tuple.of(person)));
            await(service.pool.preparedQuery("INSERT INTO inbox_of VALUES ($1)").execute(Tuple.of(person)));
        }

        erase();

        await().untilAsserted(() -> assertThat(carriedOut()).isEqualTo(1));
        assertThat(count("deed WHERE actor_id = 'erased-1' AND sentence = 'Ben thanked erased-1.'"))
                .isEqualTo(1200);
        assertThat(count("deed WHERE actor_id = 'annabel' AND sentence = 'Ben thanked annabel.'"))
                .isEqualTo(1200);
        assertThat(
                        count(
                                "deed WHERE arguments ="
                                        + " '{\"userId\": \"erased-1\", \"excerpt\": \"for erased-1\", \"role\": \"anna\", \"times\": 2}'"))
                .as("what names nobody stays")
                .isEqualTo(1200);
        assertThat(
                        count(
                                "deed WHERE arguments ="
                                        + " '{\"userId\": \"annabel\", \"excerpt\": \"for annabel\", \"role\": \"annabel\", \"times\": 2}'"))
                .isEqualTo(1200);
        assertThat(count("inbox_of")).isEqualTo(1);
        assertThat(count("tombstone WHERE rows = '{\"deed\": 3600, \"inbox_of\": 1}'"))
                .isEqualTo(1);
    }

    @Test
    void a_mention_in_brackets_goes_whatever_characters_the_id_has() {
        String mention = "Ask @[an\\]n\\\\a], not @[an\\]n\\\\abel]";
        await(service.pool
                .preparedQuery("INSERT INTO deed VALUES ('ben', $1, $2)")
                .execute(Tuple.of(mention, new JsonObject().put("excerpt", mention))));
        UUID event = keep(CloudEvents.write(envelope("w1").about("s1", "ben"), new MessagingFixture.Note(mention)));

        erase("an]n\\a");

        await().untilAsserted(() -> assertThat(carriedOut()).isEqualTo(1));
        String redacted = "Ask @erased-1, not @[an\\]n\\\\abel]";
        List<String> found = new ArrayList<>();
        await(service.pool
                        .query("SELECT sentence, arguments ->> 'excerpt' FROM deed")
                        .execute())
                .forEach(row -> found.addAll(List.of(row.getString(0), row.getString(1))));
        assertThat(found).containsExactly(redacted, redacted);
        assertThat(new JsonObject(kept(event)).getJsonObject("data").getString("text"))
                .isEqualTo(redacted);
    }

    @Test
    void an_erasure_that_is_asked_for_again_changes_what_has_come_back_and_nothing_else() {
        erase();
        await().untilAsserted(() -> assertThat(carriedOut()).isEqualTo(1));
        await(service.pool
                .query("INSERT INTO deed VALUES ('anna', 'From a backup')")
                .execute());

        erase();

        await().untilAsserted(() -> assertThat(deeds()).containsExactly("erased-1"));
        assertThat(count("tombstone")).isEqualTo(1);
        assertThat(count("erasure_version WHERE last_value = 1")).isEqualTo(1);
    }

    @Test
    void messages_that_are_not_published_yet_are_redacted_and_what_is_no_event_is_emptied() {
        UUID event = keep(CloudEvents.write(noted(), new MessagingFixture.Note("I am anna")));
        UUID broken = keep(Buffer.buffer("{anna"));
        UUID other = keep(CloudEvents.write(noted().about("s1", "annabel"), new MessagingFixture.Note("I am annabel")));

        erase();

        await().untilAsserted(() -> assertThat(carriedOut()).isEqualTo(1));
        assertThat(kept(event))
                .contains("\"actorid\":\"erased-1\"", Redaction.WORDS)
                .doesNotContain("anna");
        assertThat(kept(broken)).isEmpty();
        assertThat(kept(other)).contains("\"actorid\":\"annabel\"", "I am annabel");
    }

    /** In a partition that no relay has. */
    private UUID keep(Buffer body) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        await(service.pool
                .preparedQuery("INSERT INTO outbox VALUES (-1, 'w1', $1, 'events', 'noted', $2)")
                .execute(Tuple.of(id, body)));
        return id;
    }

    private String kept(UUID id) {
        return await(service.pool
                        .preparedQuery("SELECT body FROM outbox WHERE id = $1")
                        .execute(Tuple.of(id)))
                .iterator()
                .next()
                .getBuffer(0)
                .toString();
    }

    private static Envelope noted() {
        return envelope("w1");
    }

    private void consume(Messaging instance, String queue) {
        await(instance.consume(queue, MessagingFixture::read, QUICK, this::note));
    }

    private Future<List<Outcome>> note(UnitOfWork work, List<Event> events) {
        Object[] actors = events.stream().map(event -> event.envelope().actor()).toArray(String[]::new);
        return work.sql()
                .preparedQuery("INSERT INTO deed SELECT unnest($1::text[]), 'Something'")
                .execute(Tuple.of(actors))
                .map(written -> events.stream().map(event -> Outcome.done()).toList());
    }

    private void erase() {
        erase("anna");
    }

    /** By the first instance. */
    private void erase(String person) {
        String topic = "t" + UUID.randomUUID();
        consume(first, Rabbit.aQueue("events", topic));
        Envelope plain = envelope("w1").about(erasure.toString(), null);
        Envelope command = Envelope.of(TestTopology.NAMES.erasePerson().type())
                .id(plain.id())
                .source("/gateway")
                .subject(plain.subject())
                .time(plain.time())
                .tenant(plain.tenant())
                .correlationId(plain.correlationId())
                .build();
        Rabbit.publish(
                "events",
                topic,
                CloudEvents.SINGLE,
                Map.of(),
                List.of(CloudEvents.write(command, new ErasePerson(erasure, person, "erased-1"))
                        .toString()));
    }

    private void publish(String topic, Envelope event) {
        Rabbit.publish(
                "events",
                topic,
                CloudEvents.SINGLE,
                Map.of(),
                List.of(CloudEvents.write(event, new MessagingFixture.Note("hello"))
                        .toString()));
    }

    private List<String> deeds() {
        List<String> actors = new ArrayList<>();
        await(service.pool.query("SELECT actor_id FROM deed").execute()).forEach(row -> actors.add(row.getString(0)));
        return actors;
    }

    private long carriedOut() {
        return count("tombstone WHERE event_id IS NOT NULL");
    }

    private long count(String of) {
        return service.rows(of);
    }
}
