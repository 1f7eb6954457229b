package dev.tandem.messaging.rebuild;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Loop;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.MessagingFixture.Note;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.rebuild.Rebuild.Status;
import dev.tandem.messaging.testing.TestTopology;
import dev.tandem.messaging.wiring.Messaging;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
final class RebuildsTest {

    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final MessagingFixture service = new MessagingFixture();
    private final TestLog log = new TestLog();
    private final Notes notes = new Notes(log.queue);
    private final List<Rebuilds> running = new ArrayList<>();
    private final Publisher publisher =
            await(new AmqpBroker(service.vertx, Rabbit.uri(), "test", TestTopology.NAMES).publisher());

    @BeforeEach
    void consumer() {
        run(Notes.TABLE);
        Messaging messaging = service.start();
        await(messaging.consume(
                log.queue, notes.reader(), RetryPolicy.attempts(1).from(Duration.ofMillis(50)), notes));
        await(publisher.ready());
    }

    @AfterEach
    void close() {
        running.forEach(rebuilds -> await(rebuilds.stop()));
        await(publisher.close());
        service.close();
        log.close();
    }

    @Test
    void a_model_is_rebuilt_under_reads_and_writes_row_for_row() {
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        List<UUID> published = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            published.add(publish("before " + i));
        }
        Future<Void> reading = reading(over, trouble);
        Rebuilds rebuilds = start(notes);
        List<Object> before = indexes();

        UUID id = request(rebuilds);
        while (!find(rebuilds, id).done()) {
            published.add(publish("during"));
        }
        for (int i = 0; i < 100; i++) {
            published.add(publish("after " + i));
        }

        await().untilAsserted(() -> assertThat(service.rows("note")).isEqualTo(published.size()));
        over.set(true);
        await(reading);
        assertThat(trouble.get()).isNull();
        Rebuild done = find(rebuilds, id);
        assertThat(done.status()).as(done.toString()).isEqualTo(Status.SUCCEEDED);
        assertThat(differences(done).getLong("count")).isZero();
        assertThat(done.progress().eventsRead()).isGreaterThanOrEqualTo(500);
        assertThat(done.progress().offset())
                .isGreaterThanOrEqualTo(done.progress().lastOffset());
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(published);
        assertThat(indexes()).isEqualTo(before);
        await().untilAsserted(() -> assertThat(shadows()).isZero());
    }

    @Test
    void it_can_be_rebuilt_again_and_again() {
        publish("one");
        consumed(1);
        Rebuilds rebuilds = start(notes);
        for (int i = 0; i < 3; i++) {
            assertThat(toEnd(rebuilds, request(rebuilds)).getLong("rows")).isEqualTo(1);
        }
        publish("two");
        consumed(2);
        assertThat(await(rebuilds.list(List.of(log.queue)))).hasSize(3).allMatch(Rebuild::done);
    }

    @Test
    void who_was_erased_is_not_brought_back() {
        publish("anna");
        publish("annabel");
        consumed(2);
        erase("anna");

        toEnd(start(notes), request(running.get(0)));

        assertThat(texts()).containsExactlyInAnyOrder("erased-1", "annabel");
    }

    @Test
    void it_begins_anew_where_somebody_is_erased_meanwhile() {
        publish("anna");
        consumed(1);
        Stalling stalling = new Stalling();
        UUID id = request(start(stalling));
        await(stalling.reached.future());

        erase("anna");
        stalling.gate.complete();

        toEnd(running.get(0), id);
        assertThat(texts()).containsExactly("erased-1");
    }

    @Test
    void what_is_wrong_is_mended_and_reported() {
        publish("first");
        UUID lost = publish("lost");
        UUID changed = publish("changed");
        publish("whole");
        consumed(4);
        run("DELETE FROM note WHERE event_id = '" + lost + "'");
        run("UPDATE note SET text = 'damaged' WHERE event_id = '" + changed + "'");
        UUID invented = enter("invented", Instant.now());
        UUID ancient = enter("ancient", Instant.now().minus(Duration.ofDays(3)));

        JsonObject result = toEnd(start(notes), request(running.get(0)));

        assertThat(texts()).containsExactlyInAnyOrder("first", "lost", "changed", "whole", "ancient");
        assertThat(result.getLong("rows")).isEqualTo(5);
        JsonObject differences = result.getJsonObject("differences");
        assertThat(differences.getLong("count")).isEqualTo(3);
        assertThat(differences.getLong("carriedOver")).isEqualTo(1);
        JsonArray examples = differences.getJsonArray("examples");
        assertThat(examples.stream().map(example -> ((JsonObject) example).getString("key")))
                .containsExactlyInAnyOrder(lost.toString(), changed.toString(), invented.toString())
                .doesNotContain(ancient.toString());
        JsonObject example = examples.stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("kind").equals("changed"))
                .findFirst()
                .orElseThrow();
        assertThat(example.getJsonObject("old").getString("text")).isEqualTo("damaged");
        assertThat(example.getJsonObject("new").getString("text")).isEqualTo("changed");
    }

    @Test
    void an_event_that_the_consumer_could_not_take_is_left_out_and_counted() {
        publish("good");
        publishAs("poison", "bad");
        publish("better");
        consumed(2);

        JsonObject result = toEnd(start(notes), request(running.get(0)));

        assertThat(result.getLong("skipped")).isEqualTo(1);
        assertThat(texts()).containsExactlyInAnyOrder("good", "better");
        assertThat(result.getJsonObject("differences").getLong("count")).isZero();
    }

    @Test
    void of_two_requests_one_runs() {
        Stalling stalling = new Stalling();
        publish("one");
        consumed(1);
        Rebuilds rebuilds = start(stalling);
        request(rebuilds);

        assertThat(await(rebuilds.request(log.queue, "bob"))).isEmpty();
        stalling.gate.complete();
    }

    @Test
    void a_cancelled_rebuild_changes_nothing_and_makes_room() {
        Stalling stalling = new Stalling();
        publish("one");
        consumed(1);
        run("UPDATE note SET text = 'as it was'");
        Rebuilds rebuilds = start(stalling);
        UUID id = request(rebuilds);
        await(stalling.reached.future());

        assertThat(await(rebuilds.cancel(log.queue, id)).orElseThrow().status()).isEqualTo(Status.CANCELLED);
        assertThat(await(rebuilds.cancel(log.queue, id))).isEmpty();
        stalling.gate.complete();

        await().untilAsserted(() -> assertThat(shadows()).isZero());
        assertThat(texts()).containsExactly("as it was");
        toEnd(rebuilds, request(rebuilds));
        assertThat(texts()).containsExactly("one");
        assertThat(find(rebuilds, id).status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void when_its_instance_dies_another_begins_anew() {
        Stalling stalling = new Stalling();
        publish("one");
        consumed(1);
        Rebuilds first = start(stalling);
        UUID id = request(first);
        await(stalling.reached.future());
        assertThat(shadows()).isPositive();

        await(first.stop());
        running.remove(first);
        Rebuilds second = start(notes);

        await().atMost(Duration.ofSeconds(20)).until(() -> find(second, id).done());
        assertThat(find(second, id).status()).isEqualTo(Status.SUCCEEDED);
        await().untilAsserted(() -> assertThat(shadows()).isZero());
    }

    @Test
    void a_rebuild_that_loses_its_connection_begins_anew() {
        Stalling stalling = new Stalling();
        publish("one");
        consumed(1);
        Rebuilds rebuilds = start(stalling);
        UUID id = request(rebuilds);
        await(stalling.reached.future());

        run("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1919052900"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
        stalling.gate.complete();

        assertThat(toEnd(rebuilds, id).getLong("rows")).isEqualTo(1);
    }

    @Test
    void what_cannot_be_rebuilt_fails_and_says_why() {
        run("CREATE TABLE reference (event_id uuid REFERENCES note)");
        publish("one");
        consumed(1);
        Rebuilds rebuilds = start(notes);
        UUID id = request(rebuilds);

        await().until(() -> find(rebuilds, id).done());

        assertThat(find(rebuilds, id).status()).isEqualTo(Status.FAILED);
        assertThat(find(rebuilds, id).error()).contains("note has foreign keys");
        assertThat(find(rebuilds, id).toJson().getJsonObject("error").getString("detail"))
                .contains("note has foreign keys");
        assertThat(texts()).containsExactly("one");
    }

    @Test
    void a_table_that_is_migrated_under_the_rebuild_stays_as_it_became() {
        Stalling stalling = new Stalling();
        publish("one");
        consumed(1);
        Rebuilds rebuilds = start(stalling);
        UUID id = request(rebuilds);
        await(stalling.reached.future());
        run("CREATE INDEX note_by_text ON note (text)");
        stalling.gate.complete();

        await().until(() -> find(rebuilds, id).done());

        assertThat(find(rebuilds, id).error()).contains("note was given another form");
        assertThat(indexes()).anyMatch(index -> index.toString().contains("note_by_text"));
        await().untilAsserted(() -> assertThat(shadows()).isZero());
        toEnd(rebuilds, request(rebuilds));
    }

    @Test
    void a_reader_who_holds_the_table_delays_the_swap_and_does_not_fail_it() {
        publish("one");
        consumed(1);
        Rebuilds rebuilds = start(notes);
        SqlConnection reader = await(service.pool.getConnection());
        await(reader.query("BEGIN; SELECT count(*) FROM note").execute());
        UUID id = request(rebuilds);
        Promise<Void> tried = Promise.promise();
        service.vertx.setPeriodic(
                20,
                timer -> service.pool
                        .query(
                                "SELECT FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'note'::regclass AND NOT granted")
                        .execute()
                        .onSuccess(rows -> {
                            if (rows.rowCount() > 0) {
                                service.vertx.cancelTimer(timer);
                                tried.tryComplete();
                            }
                        }));
        await(tried.future());
        publish("meanwhile");

        consumed(2);
        assertThat(find(rebuilds, id).done()).isFalse();
        await(reader.query("COMMIT").execute());
        await(reader.close());

        assertThat(toEnd(rebuilds, id).getJsonObject("differences").getLong("count"))
                .isZero();
        assertThat(texts()).containsExactlyInAnyOrder("one", "meanwhile");
    }

    /** Waits at its first event until it may go on. */
    private final class Stalling extends Notes {
        final Promise<Void> reached = Promise.promise();
        final Promise<Void> gate = Promise.promise();

        Stalling() {
            super(log.queue);
        }

        @Override
        public Future<Void> apply(SqlConnection shadow, List<Event> events) {
            reached.tryComplete();
            return gate.future().compose(opened -> super.apply(shadow, events));
        }
    }

    private Rebuilds start(ReadModel model) {
        Rebuilds rebuilds = await(Rebuilds.start(
                service.vertx,
                service.pool,
                () -> Future.succeededFuture(service.database),
                log.log(service.vertx),
                List.of(model),
                PATIENCE));
        running.add(rebuilds);
        return rebuilds;
    }

    private UUID request(Rebuilds rebuilds) {
        return await(rebuilds.request(log.queue, "olga")).orElseThrow().id();
    }

    private Rebuild find(Rebuilds rebuilds, UUID id) {
        return await(rebuilds.find(log.queue, id)).orElseThrow();
    }

    private JsonObject toEnd(Rebuilds rebuilds, UUID id) {
        await().atMost(Duration.ofSeconds(30)).until(() -> find(rebuilds, id).done());
        Rebuild done = find(rebuilds, id);
        assertThat(done.status()).as(done.toString()).isEqualTo(Status.SUCCEEDED);
        return Optional.ofNullable(done.result()).orElseThrow();
    }

    private static JsonObject differences(Rebuild rebuild) {
        return Optional.ofNullable(rebuild.result()).orElseThrow().getJsonObject("differences");
    }

    private UUID publish(String text) {
        return publishAs("w1", text);
    }

    private UUID publishAs(String tenant, String text) {
        Envelope some = MessagingFixture.envelope(tenant);
        Envelope envelope = Envelope.of(some.type())
                .id(some.id())
                .source("/test")
                .subject(text)
                .time(some.time())
                .tenant(tenant)
                .correlationId("c1")
                .sequence(1)
                .build();
        await(publisher.publish(new Publication(
                "events",
                log.topic + ".noted",
                Publication.Properties.of(CloudEvents.SINGLE, envelope),
                Map.of(),
                CloudEvents.write(envelope, new Note(text)))));
        return envelope.id();
    }

    private UUID enter(String text, Instant at) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        await(service.pool
                .preparedQuery("INSERT INTO note (event_id, text, at) VALUES ($1, $2, $3)")
                .execute(Tuple.of(id, text, at.atOffset(ZoneOffset.UTC))));
        return id;
    }

    /** Reads without a pause, by one prepared statement on one connection. */
    private Future<Void> reading(AtomicBoolean over, AtomicReference<Throwable> trouble) {
        return service.pool.withConnection(connection -> Loop.until(() -> connection
                .preparedQuery("SELECT count(*), max(at) FROM note WHERE length(text) > $1")
                .execute(Tuple.of(0))
                .onFailure(trouble::set)
                .map(rows -> over.get())));
    }

    /** What is there already stays as it is, which is none of a rebuild's business. */
    private void erase(String id) {
        run("INSERT INTO tombstone (digest, pseudonym)"
                + " SELECT sha256(key || convert_to('" + id + "', 'UTF8')), 'erased-1' FROM erasure_key;"
                + " SELECT nextval('erasure_version')");
    }

    private void consumed(long rows) {
        await().untilAsserted(() -> assertThat(service.rows("note")).isEqualTo(rows));
    }

    private List<UUID> ids() {
        return column("SELECT event_id FROM note").stream()
                .map(UUID.class::cast)
                .toList();
    }

    private List<Object> texts() {
        return column("SELECT text FROM note");
    }

    private List<Object> indexes() {
        return column(
                "SELECT indexdef FROM pg_indexes WHERE tablename = 'note' AND schemaname = 'public' UNION ALL"
                        + " SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'note'::regclass"
                        + " UNION ALL SELECT array_to_string(reloptions, ',') FROM pg_class WHERE oid = 'note'::regclass ORDER BY 1");
    }

    private long shadows() {
        return column("SELECT FROM pg_namespace WHERE nspname LIKE 'shadow%'").size();
    }

    private List<Object> column(String query) {
        List<Object> values = new ArrayList<>();
        await(service.pool.query(query).execute()).forEach(row -> values.add(row.size() == 0 ? "" : row.getValue(0)));
        return values;
    }

    private void run(String statements) {
        await(service.pool.query(statements).execute());
    }
}
