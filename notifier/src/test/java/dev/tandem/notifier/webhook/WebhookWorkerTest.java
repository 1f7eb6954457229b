package dev.tandem.notifier.webhook;

import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.testing.CaughtWork;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.webhook.WebhookDeliveryStore.WebhookEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sends from a real database to servers on loopback. */
@Timeout(60)
class WebhookWorkerTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("webhooks"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 16);
    private static final WebhookKey KEY = WebhookKey.parse("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");

    private final WebhookDeliveryStore store = new WebhookDeliveryStore(POOL);
    private final UUID workspace = anId();
    private final Queue<Announcement> announced = new ConcurrentLinkedQueue<>();
    private final List<Receiver> receivers = new ArrayList<>();
    private final List<String> deployed = new ArrayList<>();

    @BeforeAll
    static void tables() {
        Awaiting.get(Migrations.migrate(VERTX, DATABASE, Migration.of("notifier")));
    }

    @AfterEach
    void end() {
        deployed.forEach(id -> Awaiting.get(VERTX.undeploy(id).map(true)));
        receivers.forEach(Receiver::close);
        Awaiting.get(POOL.query("DELETE FROM webhook").execute());
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @Test
    void a_receiver_gets_what_it_wants_once_and_numbered_from_one() {
        Receiver receiver = receiver();
        UUID webhook = webhook(receiver.url(), "project.created");
        work();

        happen("project.created", "task.created", "project.created");

        await().untilAsserted(() -> assertThat(receiver.sequences()).containsExactlyInAnyOrder(1L, 2L));
        assertThat(receiver.posted()).allSatisfy(posted -> {
            assertThat(posted.json().getString("type")).isEqualTo("project.created");
            assertThat(posted.data().getString("workspaceId")).isEqualTo(workspace.toString());
        });
        await().untilAsserted(() -> assertThat(states(webhook)).containsExactly("sent", "sent"));
        assertThat(row(webhook, 1).getInteger("status")).isEqualTo(204);
    }

    @Test
    void another_workspace_hears_nothing() {
        Receiver receiver = receiver();
        UUID webhook = webhook(receiver.url());

        Awaiting.get(store.append(List.of(event(anId(), "project.created"))).map(true));

        assertThat(states(webhook)).isEmpty();
    }

    @Test
    void the_end_of_an_operation_is_entered_once_however_many_show_it_at_once() {
        UUID webhook = webhook(receiver().url(), "operation.ended");
        UUID operation = anId();
        WebhookEvent end = new WebhookEvent(
                operation, workspace, "operation.ended", Instant.now(), new JsonObject(), operation.toString(), null);

        Awaiting.get(Future.all(IntStream.range(0, 40)
                        .mapToObj(i -> POOL.withTransaction(tx -> new WebhookDeliveryStore(tx).append(List.of(end))))
                        .toList())
                .map(true));

        assertThat(sequences(webhook)).containsExactly(1L);
    }

    @Test
    void numbers_have_no_gap_and_no_double_whatever_happens_at_once_and_is_rolled_back() {
        UUID first = webhook(receiver().url());
        UUID second = webhook(receiver().url(), "task.created");

        Awaiting.get(Future.all(IntStream.range(0, 60)
                        .mapToObj(i -> POOL.withTransaction(tx -> new WebhookDeliveryStore(tx)
                                        .append(List.of(
                                                event(workspace, "task.created"), event(workspace, "project.created")))
                                        .compose(done -> i % 3 == 0
                                                ? Future.<Void>failedFuture("rolled back")
                                                : Future.succeededFuture()))
                                .otherwiseEmpty())
                        .toList())
                .map(true));

        assertThat(sequences(first))
                .isEqualTo(LongStream.rangeClosed(1, 80).boxed().toList());
        assertThat(sequences(second))
                .isEqualTo(LongStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void one_that_never_answers_takes_no_place_from_another() {
        Queue<HttpServerRequest> kept = new ConcurrentLinkedQueue<>();
        Receiver slow = receiver().behaves(kept::add);
        Receiver healthy = receiver();
        webhook(slow.url());
        webhook(healthy.url());
        happen(Stream.generate(() -> "task.created").limit(50).toArray(String[]::new));
        work();

        await().untilAsserted(() -> assertThat(healthy.posted()).hasSize(50));
        assertThat(kept).hasSize(WebhookWorker.PER_WEBHOOK);
        kept.forEach(request -> request.response().end());
        slow.behaves(Receiver.answering(200));
        await().untilAsserted(() -> assertThat(slow.posted()).hasSize(50));
    }

    @Test
    void while_one_fails_the_others_of_its_deliveries_lose_no_attempt() {
        Receiver receiver = receiver().behaves(Receiver.answering(500));
        UUID webhook = webhook(receiver.url());
        happen(Stream.generate(() -> "task.created").limit(6).toArray(String[]::new));
        work();

        await().untilAsserted(() ->
                assertThat(webhook(webhook).condition().failures()).isEqualTo(1));
        assertThat(receiver.sequences()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(row(webhook, 1).getString("answer")).isEqualTo("answer 500");
        assertThat(row(webhook, 5).getInteger("attempts")).isZero();

        pass(webhook);
        await().untilAsserted(() ->
                assertThat(webhook(webhook).condition().failures()).isEqualTo(2));
        assertThat(receiver.sequences()).hasSize(5).endsWith(5L);

        receiver.behaves(Receiver.answering(200));
        pass(webhook);
        await().untilAsserted(() -> assertThat(states(webhook)).containsOnly("sent"));
        assertThat(webhook(webhook).condition()).isEqualTo(new Condition(null, 0, null, null, false));
        assertThat(receiver.posted()).extracting(Receiver.Posted::id).hasSize(11);
    }

    @Test
    void after_its_last_attempt_a_delivery_is_given_up_and_the_next_one_is_tried() {
        Receiver receiver = receiver().behaves(Receiver.answering(500));
        UUID webhook = webhook(receiver.url());
        happen("task.created");
        work();

        for (int attempts = 1; attempts <= Condition.PAUSES.size(); attempts++) {
            attempts(webhook, attempts);
            assertThat(states(webhook)).containsExactly("waiting");
            pass(webhook);
        }

        await().untilAsserted(() -> assertThat(states(webhook)).containsExactly("given-up"));
        assertThat(receiver.posted())
                .hasSize(8)
                .extracting(Receiver.Posted::id)
                .containsOnly(receiver.posted().get(0).id());

        receiver.behaves(Receiver.answering(200));
        happen("task.created");
        pass(webhook);
        await().untilAsserted(() -> assertThat(states(webhook)).containsExactly("given-up", "sent"));

        assertThat(Awaiting.get(store.replay(webhook, new ReplayRequest(1, null, 0), 100))
                        .number())
                .isEqualTo(1);
        await().untilAsserted(() -> assertThat(states(webhook)).containsExactly("sent", "sent"));
        assertThat(receiver.posted().get(9).id())
                .isEqualTo(receiver.posted().get(0).id());
    }

    @Test
    void a_delivery_that_the_receiver_cannot_handle_holds_up_no_other() {
        Receiver receiver = receiver();
        receiver.behaves(request ->
                Receiver.answering(receiver.last().sequence() == 1 ? 400 : 200).accept(request));
        UUID webhook = webhook(receiver.url());
        happen("task.created");
        work();
        failures(webhook, 1);
        for (int repeated = 2; repeated <= 4; repeated++) {
            pass(webhook);
            attempts(webhook, repeated);
        }
        assertThat(webhook(webhook).condition().failures()).isEqualTo(1);

        happen("task.created");

        await().untilAsserted(
                        () -> assertThat(row(webhook, 2).getString("state")).isEqualTo("sent"));
        assertThat(row(webhook, 1).getInteger("attempts")).isEqualTo(4);
        assertThat(webhook(webhook).condition().failures()).isZero();
    }

    @Test
    void many_webhooks_to_one_host_do_not_wait_for_each_other() {
        Queue<HttpServerRequest> kept = new ConcurrentLinkedQueue<>();
        Receiver receiver = receiver();
        receiver.behaves(request -> {
            if (request.uri().equals("/slow")) {
                kept.add(request);
            } else {
                request.response().end();
            }
        });
        UUID slow = webhook(receiver.url().replaceFirst("/hook.*", "/slow"));
        UUID healthy = webhook(receiver.url());
        happen(Stream.generate(() -> "task.created").limit(20).toArray(String[]::new));
        work();

        await().untilAsserted(() -> assertThat(states(healthy)).hasSize(20).containsOnly("sent"));
        assertThat(states(slow)).containsOnly("waiting");
        kept.forEach(request -> request.response().end());
    }

    @Test
    void what_an_admin_disables_stays_so_though_failures_had_disabled_it() {
        Receiver receiver = receiver();
        UUID webhook = webhook(receiver.url());
        rows(
                "UPDATE webhook SET disabled = 'failures', failures = 9, failing_since = now() WHERE id = $1 RETURNING id",
                webhook);
        change(webhook, new WebhookRequest(null, null, null, false));
        work();

        happen("task.created");

        assertThat(dueAt(webhook)).isNull();
        assertThat(webhook(webhook).condition().disabled()).isEqualTo(Condition.Disabled.ADMIN);
    }

    @Test
    void another_address_starts_anew_and_answers_of_the_former_one_say_nothing_about_it() {
        Queue<HttpServerRequest> kept = new ConcurrentLinkedQueue<>();
        Receiver former = receiver().behaves(kept::add);
        Receiver present = receiver();
        UUID webhook = webhook(former.url());
        happen("task.created");
        work();
        await().until(() -> kept.size() == 1);

        change(webhook, new WebhookRequest(URI.create(present.url()), null, null, null));
        kept.forEach(request -> request.response().setStatusCode(410).end());

        await().untilAsserted(
                        () -> assertThat(row(webhook, 1).getInteger("attempts")).isEqualTo(1));
        assertThat(webhook(webhook).condition().disabled()).isNull();
        pass(webhook);
        await().untilAsserted(() -> assertThat(states(webhook)).containsExactly("sent"));
        assertThat(present.posted()).hasSize(1);
    }

    @Test
    void a_claim_that_ran_out_is_not_ended_for_its_successor() {
        UUID webhook = webhook(receiver().url());
        happen("task.created");
        Webhook late = Awaiting.get(store.claim(10, Duration.ofMillis(1))).get(0);
        await().until(() -> !Awaiting.get(store.claim(10, Duration.ofHours(1))).isEmpty());

        Awaiting.get(store.release(late, late.condition(), Duration.ZERO).map(true));

        assertThat(Awaiting.get(store.claim(10, Duration.ofHours(1)))).isEmpty();
        assertThat(webhook(webhook).heldUntil()).isNotNull();
    }

    @Test
    void one_that_answers_410_is_disabled_and_keeps_what_comes() {
        Receiver receiver = receiver().behaves(Receiver.answering(410));
        UUID webhook = webhook(receiver.url());
        happen("task.created");
        work();

        await().untilAsserted(() ->
                assertThat(webhook(webhook).condition().disabled()).isEqualTo(Condition.Disabled.GONE));
        happen("task.created");
        assertThat(states(webhook)).containsExactly("waiting", "waiting");
        assertThat(dueAt(webhook)).isNull();

        receiver.behaves(Receiver.answering(200));
        change(webhook, new WebhookRequest(null, null, null, true));
        await().untilAsserted(() -> assertThat(states(webhook)).containsExactly("sent", "sent"));
    }

    @Test
    void admins_are_warned_after_a_day_and_told_when_it_is_disabled() {
        Receiver receiver = receiver().behaves(Receiver.answering(500));
        UUID webhook = webhook(receiver.url());
        Stream.of("olga owner", "adam admin", "mia member", "vera viewer")
                .forEach(each -> rows(
                        "INSERT INTO workspace_member (workspace_id, user_id, role) VALUES ('%s', '%s', '%s') RETURNING $1::uuid"
                                .formatted(workspace, each.split(" ")[0], each.split(" ")[1]),
                        webhook));
        happen("task.created");
        work();
        attempts(webhook, 1);
        assertThat(announced).isEmpty();

        failingFor(webhook, "25 hours");
        attempts(webhook, 2);
        assertThat(announced).extracting(Announcement::kind).containsExactly("webhook.failing");
        assertThat(announced.element().recipients()).containsExactly("adam", "olga");
        assertThat(announced.element().sentence().text()).startsWith("The webhook to 127.0.0.1 fails since ");
        assertThat(announced.element().sentence().message().arguments().getMap())
                .containsEntry("webhookId", webhook.toString())
                .containsKeys("host", "since");

        failingFor(webhook, "26 hours");
        attempts(webhook, 3);
        assertThat(announced).hasSize(1);

        failingFor(webhook, "121 hours");
        attempts(webhook, 4);
        assertThat(announced).extracting(Announcement::kind).containsExactly("webhook.failing", "webhook.disabled");
        assertThat(webhook(webhook).condition().disabled()).isEqualTo(Condition.Disabled.FAILURES);

        receiver.behaves(Receiver.answering(200));
        pass(webhook);
        await().untilAsserted(() -> assertThat(states(webhook)).containsExactly("sent"));
        assertThat(webhook(webhook).condition().disabled()).isNull();
        assertThat(announced).hasSize(2);
    }

    @Test
    void what_an_admin_disables_is_not_sent_until_it_is_enabled() {
        Receiver receiver = receiver();
        Receiver other = receiver();
        UUID webhook = webhook(receiver.url());
        webhook(other.url());
        change(webhook, new WebhookRequest(null, null, null, false));
        work();

        happen("task.created");
        await().untilAsserted(() -> assertThat(other.posted()).hasSize(1));
        assertThat(dueAt(webhook)).isNull();

        change(webhook, new WebhookRequest(null, null, null, true));
        await().untilAsserted(() -> assertThat(receiver.sequences()).containsExactly(1L));
    }

    @Test
    void a_wish_to_be_left_alone_is_honoured() {
        Receiver receiver = receiver()
                .behaves(request -> request.response()
                        .setStatusCode(429)
                        .putHeader("Retry-After", "3600")
                        .end());
        UUID webhook = webhook(receiver.url());
        happen("task.created");
        work();

        await().untilAsserted(() ->
                assertThat(webhook(webhook).condition().failures()).isEqualTo(1));
        assertThat(Duration.between(Instant.now(), dueAt(webhook)))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(67));
    }

    @Test
    void what_an_instance_held_when_it_died_is_sent_by_another() {
        Receiver receiver = receiver();
        UUID webhook = webhook(receiver.url());
        happen("task.created");
        assertThat(Awaiting.get(store.claim(10, Duration.ofMillis(500)))).hasSize(1);
        assertThat(Awaiting.get(store.claim(10, Duration.ofMillis(500)))).isEmpty();

        work();

        await().untilAsserted(() -> assertThat(states(webhook)).containsExactly("sent"));
    }

    @Test
    void two_instances_send_each_delivery_once() {
        Receiver receiver = receiver();
        UUID webhook = webhook(receiver.url());
        work();
        work();

        happen(Stream.generate(() -> "task.created").limit(100).toArray(String[]::new));

        await().untilAsserted(() -> assertThat(states(webhook)).hasSize(100).containsOnly("sent"));
        assertThat(receiver.sequences()).doesNotHaveDuplicates().hasSize(100);
    }

    @Test
    void what_comes_while_an_attempt_runs_is_sent_after_it() {
        Queue<HttpServerRequest> kept = new ConcurrentLinkedQueue<>();
        Receiver receiver = receiver().behaves(kept::add);
        UUID webhook = webhook(receiver.url());
        work();
        happen("task.created");
        await().until(() -> kept.size() == 1);

        happen("task.created");
        receiver.behaves(Receiver.answering(200));
        kept.forEach(request -> request.response().end());

        await().untilAsserted(() -> assertThat(states(webhook)).containsExactly("sent", "sent"));
    }

    private static void change(UUID webhook, WebhookRequest request) {
        Awaiting.get(POOL.withTransaction(tx -> new WebhookStore(tx).change(webhook, request)));
    }

    private Receiver receiver() {
        Receiver receiver = new Receiver(VERTX);
        receivers.add(receiver);
        return receiver;
    }

    private UUID webhook(String url, String... events) {
        return Awaiting.get(POOL.withTransaction(tx -> new WebhookStore(tx)
                        .create(
                                anId(),
                                workspace,
                                new WebhookRequest(URI.create(url), null, List.of(events), null),
                                "anna",
                                Instant.now(),
                                20)))
                .orElseThrow()
                .id();
    }

    private void work() {
        WebhookClient client = new WebhookClient(
                VERTX,
                new Destinations(Destinations.Lookup.by(VERTX), Networks.parse("127.0.0.0/8")),
                new HttpClientOptions(),
                WebhookWorker.MOST_ATTEMPTS);
        deployed.add(Awaiting.get(VERTX.deployVerticle(new WebhookWorker(
                POOL,
                WebhookWorkerTest::transact,
                client,
                KEY,
                new AdminNotice(List.of((work, announcements) -> announced.addAll(announcements))),
                OpenTelemetry.noop(),
                new SimpleMeterRegistry()))));
    }

    private static <T> Future<T> transact(Function<UnitOfWork, Future<T>> work) {
        return POOL.withTransaction(tx -> work.apply(new CaughtWork(tx, message -> {})));
    }

    private void happen(String... types) {
        Awaiting.get(store.append(
                        Stream.of(types).map(type -> event(workspace, type)).toList())
                .map(true));
    }

    private static WebhookEvent event(UUID workspace, String type) {
        return new WebhookEvent(
                anId(),
                workspace,
                type,
                Instant.now(),
                new JsonObject().put("workspaceId", workspace.toString()),
                null,
                null);
    }

    /** Of the first delivery. */
    private static void attempts(UUID webhook, int number) {
        await().untilAsserted(
                        () -> assertThat(row(webhook, 1).getInteger("attempts")).isEqualTo(number));
    }

    private static void failures(UUID webhook, int number) {
        await().untilAsserted(() ->
                assertThat(webhook(webhook).condition().failures()).isEqualTo(number));
    }

    /** Sets when the failure began, and ends the pause. */
    private static void failingFor(UUID webhook, String interval) {
        rows(
                "UPDATE webhook SET failing_since = now() - interval '" + interval + "' WHERE id = $1 RETURNING id",
                webhook);
        pass(webhook);
    }

    /** Ends all pauses of a webhook, as time would. */
    private static void pass(UUID webhook) {
        Awaiting.get(POOL.preparedQuery(
                        "UPDATE webhook_delivery SET due_at = clock_timestamp() WHERE webhook_id = $1 AND state = 'waiting'")
                .execute(Tuple.of(webhook)));
        Awaiting.get(POOL.preparedQuery("UPDATE webhook SET due_at = clock_timestamp() WHERE id = $1")
                .execute(Tuple.of(webhook)));
    }

    private static Webhook webhook(UUID id) {
        return Awaiting.get(new WebhookStore(POOL).find(id)).orElseThrow();
    }

    private static @Nullable Instant dueAt(UUID webhook) {
        return Optional.ofNullable(rows("SELECT due_at FROM webhook WHERE id = $1", webhook)
                        .get(0)
                        .getOffsetDateTime("due_at"))
                .map(time -> time.toInstant())
                .orElse(null);
    }

    private static List<String> states(UUID webhook) {
        return rows("SELECT state FROM webhook_delivery WHERE webhook_id = $1 ORDER BY sequence", webhook).stream()
                .map(row -> row.getString("state"))
                .toList();
    }

    private static List<Long> sequences(UUID webhook) {
        return rows("SELECT sequence FROM webhook_delivery WHERE webhook_id = $1 ORDER BY sequence", webhook).stream()
                .map(row -> row.getLong("sequence"))
                .toList();
    }

    private static Row row(UUID webhook, int sequence) {
        return rows("SELECT * FROM webhook_delivery WHERE webhook_id = $1 ORDER BY sequence", webhook)
                .get(sequence - 1);
    }

    private static List<Row> rows(String query, UUID webhook) {
        List<Row> rows = new ArrayList<>();
        Awaiting.get(POOL.preparedQuery(query).execute(Tuple.of(webhook))).forEach(rows::add);
        return rows;
    }
}
