package dev.tandem.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.Platform;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.ApiClient;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.kit.testing.ServiceEnvironment;
import dev.tandem.kit.testing.TokenIssuer;
import dev.tandem.messaging.report.ConsumerReport;
import dev.tandem.messaging.report.CriticalTimes;
import dev.tandem.messaging.report.DeliveryCounts;
import dev.tandem.messaging.report.OutboxReport;
import dev.tandem.messaging.report.RecentDeliveries.Window;
import dev.tandem.messaging.report.ServiceReport;
import dev.tandem.messaging.testing.Bus;
import dev.tandem.runtime.Service;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the progress of consumers from the running service, as operators do. */
@Timeout(120)
final class ConsumersApiTest {

    private static final TokenIssuer ISSUER = new TokenIssuer();
    private static final Environment ENVIRONMENT =
            ServiceEnvironment.of(DeadLetters.NAME, "dead_letters", ISSUER, Map.of());
    private static final Vertx VERTX = Vertx.vertx();
    private static final Pool POOL =
            Databases.pool(VERTX, URI.create(SharedBackends.get().postgres().uri("dead_letters")), "test", 1);
    private static final Bus BUS = new Bus(VERTX, SharedBackends.get().broker().amqpUri());
    private static Platform platform;
    private static Service service;

    private final String name = "fake-" + UUID.randomUUID();
    private final String queue = name + ".events";
    private final UUID instance = UUID.randomUUID();

    @BeforeAll
    static void start() {
        platform = Platform.create(DeadLetters.NAME, ENVIRONMENT);
        service = Awaiting.get(DeadLetters.start(platform, ENVIRONMENT.read(DeadLettersConfig::from), new Shutdown()));
    }

    @AfterAll
    static void close() {
        stop();
        ISSUER.close();
        Awaiting.get(VERTX.close());
    }

    private static void stop() {
        Awaiting.get(service.stop());
        Awaiting.get(platform.close());
    }

    @Test
    void what_a_service_reports_is_shown_also_by_an_instance_that_has_just_started() {
        report(1, Instant.now(), 12);
        await().untilAsserted(() -> assertThat(done()).isEqualTo(12));
        report(2, Instant.now(), 13);
        await().untilAsserted(() -> assertThat(done()).isEqualTo(13));

        stop();
        start();

        assertThat(consumer().getJsonArray("instances").getJsonObject(0).getString("instance"))
                .isEqualTo(instance.toString());
    }

    @Test
    void a_report_that_was_overtaken_changes_nothing() {
        report(5, Instant.now(), 50);
        await().untilAsserted(() -> assertThat(done()).isEqualTo(50));
        report(4, Instant.now(), 40);
        sentinel();

        assertThat(done()).isEqualTo(50);
    }

    @Test
    void a_report_that_nobody_can_read_is_dropped_and_the_next_is_heard() {
        BUS.send("reports", name, "application/json", Buffer.buffer("{\"service\": 1"));
        BUS.send("reports", name, "application/json", Buffer.buffer("{}"));
        BUS.send("reports", name, "application/json", Buffer.buffer("\u0000"));
        report(1, Instant.now(), 1);

        await().untilAsserted(() -> assertThat(done()).isEqualTo(1));
    }

    @Test
    void what_is_held_delayed_and_dead_stands_side_by_side() {
        report(1, Instant.now(), 1);
        await().untilAsserted(() -> assertThat(done()).isEqualTo(1));

        JsonObject shown = consumer();
        assertThat(shown.getLong("held")).isEqualTo(5);
        assertThat(shown.getLong("delayed")).isEqualTo(2);
        assertThat(shown.getLong("dead")).isZero();
    }

    @Test
    void a_service_that_reported_a_minute_ago_is_stale() {
        report(1, Instant.now().minusSeconds(60), 12);

        await().untilAsserted(() ->
                assertThat(answer("/v1/admin/consumers/" + queue).status()).isEqualTo(200));
        assertThat(consumer().getBoolean("stale")).isTrue();
        assertThat(consumer().getJsonObject("attempts").getValue("done")).isNull();
    }

    @Test
    void what_reported_long_ago_is_forgotten_at_the_next_start() {
        report(1, Instant.now(), 12);
        await().untilAsserted(() -> assertThat(consumer()).isNotNull());
        Awaiting.get(POOL.preparedQuery("UPDATE consumer_report SET at = at - interval '11 min' WHERE instance = $1")
                .execute(Tuple.of(instance)));

        stop();
        start();

        await().untilAsserted(() ->
                assertThat(answer("/v1/admin/consumers/" + queue).status()).isEqualTo(404));
    }

    @Test
    void every_known_consumer_and_outbox_is_there_and_this_service_reports_itself() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonObject shown = answer("/v1/admin/consumers").json();
            assertThat(names(shown, "consumers", "consumer"))
                    .contains(
                            "project-service.commands",
                            "project-service.structure",
                            "gateway.operations",
                            "activity-feed.events",
                            "notifier.events",
                            "dead-letters.replays");
            assertThat(names(shown, "outboxes", "service"))
                    .contains("project-service", "gateway", "activity-feed", "notifier", "dead-letters");
            assertThat(shown.getJsonArray("outboxes").stream()
                            .map(JsonObject.class::cast)
                            .filter(outbox -> outbox.getString("service").equals("dead-letters"))
                            .filter(outbox -> !outbox.getBoolean("stale")))
                    .singleElement()
                    .satisfies(outbox -> assertThat(outbox.getLong("messages"))
                            .as("messages")
                            .isZero());
        });
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonObject silent =
                    answer("/v1/admin/consumers/activity-feed.events").json();
            assertThat(silent.getBoolean("stale")).isTrue();
            assertThat(silent.getString("state")).isEqualTo("silent");
            assertThat(silent.getLong("depth")).as("depth").isNotNull();
            assertThat(silent.getLong("subscribers")).isZero();
            assertThat(silent.getDouble("oldestUnprocessedSeconds")).isPositive();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/admin/consumers/nobody.events, 404, /problems/not-found",
        "/v1/admin/consumers/unroutable, 404, /problems/not-found",
        "/v1/admin/consumers?limit=1, 400, /problems/malformed-request",
        "/v1/admin/consumers/notifier.events?x=1, 400, /problems/malformed-request",
    })
    void what_is_not_there_is_a_problem(String path, int status, String type) {
        Answer answer = answer(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().getString("type")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"/v1/admin/consumers", "/v1/admin/consumers/notifier.events", "/v1/admin/consumers/nobody.events"})
    void it_is_for_operators(String path) {
        ApiClient client = new ApiClient(service.port(), ISSUER);

        assertThat(client.get("anna", path).status()).isEqualTo(403);
        assertThat(client.get(null, path).status()).isEqualTo(401);
    }

    private long done() {
        return consumer().getJsonObject("attempts").getLong("done");
    }

    private JsonObject consumer() {
        Answer answer = answer("/v1/admin/consumers/" + queue);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return answer.json();
    }

    private static Answer answer(String path) {
        ApiClient client = new ApiClient(service.port(), ISSUER);
        return client.send(
                client.request(null, path).header("Authorization", "Bearer " + ISSUER.tokenOfOperator("olga")));
    }

    private void report(long number, Instant at, long done) {
        send(new ServiceReport(name, instance, number, at, new OutboxReport(0L, 0, 1), List.of(consumer(queue, done))));
    }

    /** Sends a report after all others: what has not changed once it is visible will not change. */
    private void sentinel() {
        String last = "sentinel-" + UUID.randomUUID() + ".events";
        send(new ServiceReport(
                name, UUID.randomUUID(), 1, Instant.now(), new OutboxReport(0L, 0, 1), List.of(consumer(last, 1))));
        await().untilAsserted(() ->
                assertThat(answer("/v1/admin/consumers/" + last).status()).isEqualTo(200));
    }

    private static ConsumerReport consumer(String queue, long done) {
        return new ConsumerReport(
                queue,
                ConsumerReport.State.CONSUMING,
                null,
                5L,
                0.5,
                2L,
                new Window(60, 1, new DeliveryCounts(done, 0, 0, 0), new CriticalTimes(), null));
    }

    private void send(ServiceReport report) {
        BUS.send("reports", name, "application/json", report.toJson().toBuffer());
    }

    private static List<String> names(JsonObject shown, String list, String member) {
        return shown.getJsonArray(list).stream()
                .map(item -> ((JsonObject) item).getString(member))
                .toList();
    }
}
