package dev.tandem.notifier.delivery;

import static dev.tandem.notifier.Facts.aSentence;
import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.announcement.Cause;
import dev.tandem.notifier.announcement.Concern;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Carries deliveries of a real database to a receiver that does as the test wants. */
@Timeout(60)
class DeliveryWorkerTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("deliveries"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 8);

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetry telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    private final String channel = "channel-" + anId();
    private final Queue<Delivery> carried = new ConcurrentLinkedQueue<>();
    private final List<String> deployed = new ArrayList<>();

    @BeforeAll
    static void tables() {
        Awaiting.get(Migrations.migrate(VERTX, DATABASE, Migration.of("notifier")));
    }

    @AfterEach
    void undeploy() {
        deployed.forEach(id -> Awaiting.get(VERTX.undeploy(id).map(true)));
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @Test
    void a_delivery_is_carried_once_under_one_id_however_often_it_is_entered() {
        Announcement announcement = announcement(anId(), "bob");
        enter(announcement);
        enter(announcement);

        work(delivery -> Future.succeededFuture(new Attempt.Sent("taken")));

        await().untilAsserted(() -> assertThat(row("bob", announcement).state()).isEqualTo("sent"));
        enter(announcement);
        sentinel();
        assertThat(carried)
                .filteredOn(each -> each.receiver().equals("bob"))
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(delivery.cause()).isEqualTo(announcement.cause());
                    assertThat(delivery.attempts()).isEqualTo(1);
                });
    }

    @Test
    void what_fails_is_attempted_again_under_the_same_id_until_the_pauses_are_over() {
        Announcement announcement = announcement(anId(), "bob");
        enter(announcement);

        work(delivery -> Future.succeededFuture(new Attempt.Failed("busy " + delivery.attempts())));

        await().untilAsserted(() -> assertThat(row("bob", announcement).state()).isEqualTo("given-up"));
        assertThat(row("bob", announcement).answer()).isEqualTo("busy 3");
        assertThat(carried).extracting(Delivery::attempts).containsExactly(1, 2, 3);
        assertThat(carried)
                .extracting(Delivery::id)
                .containsOnly(carried.element().id());
    }

    @Test
    void the_first_attempt_is_in_the_trace_of_the_event_and_later_ones_are_linked_to_it() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        Announcement announcement =
                announcement(new Cause(anId(), "the-operation", "00-" + trace + "-b7ad6b7169203331-01"), anId(), "bob");
        enter(announcement);

        work(delivery -> Future.succeededFuture(
                delivery.attempts() == 1 ? new Attempt.Failed("busy") : new Attempt.Sent("taken")));

        await().until(() -> spans.getFinishedSpanItems().size() == 2);
        SpanData first = spans.getFinishedSpanItems().get(0);
        SpanData second = spans.getFinishedSpanItems().get(1);
        assertThat(first.getTraceId()).isEqualTo(trace);
        assertThat(first.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(first.getAttributes().get(AttributeKey.stringKey("tandem.operation.id")))
                .isEqualTo("the-operation");
        assertThat(first.getAttributes().get(AttributeKey.stringKey("tandem.outcome")))
                .isEqualTo("failed");
        assertThat(second.getTraceId()).isNotEqualTo(trace);
        assertThat(second.getLinks())
                .singleElement()
                .satisfies(
                        link -> assertThat(link.getSpanContext().getTraceId()).isEqualTo(trace));
        assertThat(second.getAttributes().get(AttributeKey.stringKey("tandem.outcome")))
                .isEqualTo("sent");
    }

    @Test
    void an_attempt_that_throws_or_never_ends_is_repeated() {
        Announcement announcement = announcement(anId(), "bob");
        enter(announcement);

        work(delivery -> switch (delivery.attempts()) {
            case 1 -> throw new IllegalStateException("nobody expected that");
            case 2 -> Promise.<Attempt>promise().future();
            default -> Future.succeededFuture(new Attempt.Sent("taken"));
        });

        await().untilAsserted(() -> assertThat(row("bob", announcement).state()).isEqualTo("sent"));
        assertThat(row("bob", announcement).attempts()).isEqualTo(3);
    }

    @Test
    void a_failure_of_our_own_holds_up_no_other_and_is_repeated_until_the_pauses_are_over() {
        Announcement announcement = announcement(anId(), "bob", "a", "b", "c", "d", "e");
        enter(announcement);

        DeliveryWorker worker = work(delivery -> delivery.receiver().equals("bob")
                ? Future.failedFuture("relation mail of <bob@example.com> does not exist")
                : Future.succeededFuture(new Attempt.Sent("taken")));

        await().untilAsserted(() -> assertThat(row("bob", announcement).state()).isEqualTo("given-up"));
        assertThat(row("bob", announcement).answer()).isEqualTo("a failure on our side");
        assertThat(row("bob", announcement).attempts()).isEqualTo(3);
        assertThat(worker.available()).isTrue();
        assertThat(spans.getFinishedSpanItems())
                .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("tandem.outcome")))
                .contains("hindered");
    }

    @Test
    void what_its_receiver_deferred_does_not_count_as_held_up() {
        Instant now = Instant.now();
        DeliveryStore store = new DeliveryStore(POOL);
        for (String who : List.of("first", "second", "third")) {
            Duration age = Duration.ofMinutes(who.equals("first") ? 30 : who.equals("second") ? 20 : 10);
            Awaiting.get(store.append(channel, entries(announcement(new UUID(1, 0), who)), now.minus(age))
                    .map(true));
        }
        List<Delivery> claimed = Awaiting.get(store.claim(channel, 2, Duration.ofMinutes(1), new UUID(0, 0)));
        assertThat(claimed).extracting(Delivery::receiver).containsExactlyInAnyOrder("first", "second");
        for (Delivery each : claimed) {
            boolean deferred = each.receiver().equals("first");
            Awaiting.get(store.postpone(each, Duration.ofMinutes(5), "later", deferred)
                    .map(true));
        }

        DeliveryStore.Backlog backlog = Awaiting.get(store.backlog(channel, now));

        assertThat(backlog.waiting()).isEqualTo(3);
        assertThat(backlog.oldestSeconds()).isBetween(1_199.0, 1_201.0);
    }

    @Test
    void what_its_receiver_wants_later_is_attempted_then_and_has_lost_no_attempt() {
        Announcement announcement = announcement(anId(), "bob");
        enter(announcement);
        Instant later = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MICROS);
        Queue<Attempt> attempts =
                new ConcurrentLinkedQueue<>(List.of(new Attempt.NotYet(later, "at night"), new Attempt.Sent("taken")));

        DeliveryWorker worker = work(delivery -> Future.succeededFuture(attempts.remove()));

        await().untilAsserted(
                        () -> assertThat(row("bob", announcement).answer()).isEqualTo("at night"));
        assertThat(row("bob", announcement).state()).isEqualTo("waiting");
        assertThat(row("bob", announcement).nextAttemptAt()).isEqualTo(later);
        assertThat(row("bob", announcement).attempts()).isZero();
        assertThat(worker.available()).isTrue();
        assertThat(Awaiting.get(new DeliveryStore(POOL).backlog(channel, later)).oldestSeconds())
                .isZero();

        Awaiting.get(POOL.preparedQuery("UPDATE delivery SET due_at = now() WHERE channel = $1")
                .execute(Tuple.of(channel)));
        await().untilAsserted(() -> assertThat(row("bob", announcement).state()).isEqualTo("sent"));
        assertThat(row("bob", announcement).attempts()).isEqualTo(1);
    }

    @Test
    void a_failure_of_our_own_does_not_end_a_rest() {
        enter(announcement(anId(), "a", "b", "c", "d", "e", "f"));
        Queue<Promise<Attempt>> asked = new ConcurrentLinkedQueue<>();
        DeliveryWorker worker = work(delivery -> {
            Promise<Attempt> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        });
        await().until(() -> asked.size() == 4);
        for (int i = 0; i < 4; i++) {
            asked.remove().complete(new Attempt.Unavailable("away"));
        }
        await().until(() -> asked.size() == 1);

        asked.remove().fail("no connection to the database");

        await().until(() -> !asked.isEmpty());
        assertThat(worker.available()).isFalse();
        assertThat(asked).hasSize(1);
        asked.remove().complete(new Attempt.Sent("taken"));
        await().until(worker::available);
        await().until(() -> asked.size() == 4);
        asked.forEach(answer -> answer.complete(new Attempt.Sent("taken")));
    }

    @Test
    void what_is_refused_or_unwanted_is_not_attempted_again() {
        Announcement announcement = announcement(anId(), "bob", "carol");
        enter(announcement);

        work(delivery -> Future.succeededFuture(
                delivery.receiver().equals("bob") ? new Attempt.Refused("no") : new Attempt.Unwanted("read before")));

        await().untilAsserted(() -> assertThat(row("bob", announcement).state()).isEqualTo("refused"));
        await().untilAsserted(
                        () -> assertThat(row("carol", announcement).state()).isEqualTo("unwanted"));
        sentinel();
        assertThat(carried).filteredOn(each -> each.receiver().equals("bob")).hasSize(1);
        assertThat(carried).filteredOn(each -> each.receiver().equals("carol")).hasSize(1);
    }

    @Test
    void while_the_carrier_is_away_one_is_tried_at_a_time_and_no_attempt_is_lost() {
        Announcement announcement = announcement(anId(), "a", "b", "c", "d", "e", "f");
        enter(announcement);
        Queue<Promise<Attempt>> asked = new ConcurrentLinkedQueue<>();

        DeliveryWorker worker = work(delivery -> {
            Promise<Attempt> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        });
        await().until(() -> asked.size() == 4);
        for (int i = 0; i < 4; i++) {
            asked.remove().complete(new Attempt.Unavailable("away"));
        }
        await().until(() -> asked.size() == 1 && !worker.available());
        asked.remove().complete(new Attempt.Unavailable("still away"));
        await().until(() -> asked.size() == 1);
        asked.remove().complete(new Attempt.Sent("taken"));
        await().until(() -> {
            while (!asked.isEmpty()) {
                asked.remove().complete(new Attempt.Sent("taken"));
            }
            return announcement.recipients().stream()
                    .allMatch(each -> row(each, announcement).state().equals("sent"));
        });
        assertThat(worker.available()).isTrue();
        assertThat(announcement.recipients())
                .allSatisfy(
                        each -> assertThat(row(each, announcement).attempts()).isEqualTo(1));
    }

    @Test
    void what_need_not_be_sent_does_not_show_that_the_carrier_is_back() {
        enter(announcement(anId(), "a", "b", "c", "d", "e", "f"));
        Queue<Promise<Attempt>> asked = new ConcurrentLinkedQueue<>();
        DeliveryWorker worker = work(delivery -> {
            Promise<Attempt> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        });
        await().until(() -> asked.size() == 4);
        for (int i = 0; i < 4; i++) {
            asked.remove().complete(new Attempt.Unavailable("away"));
        }
        await().until(() -> asked.size() == 1);

        asked.remove().complete(new Attempt.Unwanted("read before"));

        await().until(() -> !asked.isEmpty());
        assertThat(worker.available()).isFalse();
        assertThat(asked).hasSize(1);
        asked.remove().complete(new Attempt.Sent("taken"));
        await().until(worker::available);
        await().until(() -> asked.size() == 4);
        asked.forEach(answer -> answer.complete(new Attempt.Sent("taken")));
    }

    @Test
    void a_workspace_with_many_deliveries_does_not_hold_up_another() {
        String[] crowd = IntStream.range(0, 200).mapToObj(i -> "member-" + i).toArray(String[]::new);
        enter(announcement(new UUID(1, 0), crowd));
        enter(announcement(new UUID(2, 0), "bob"));

        work(delivery -> Future.succeededFuture(new Attempt.Sent("taken")));

        await().until(() -> carried.size() == 201);
        int place = 0;
        for (Delivery each : carried) {
            if (each.receiver().equals("bob")) {
                break;
            }
            place++;
        }
        assertThat(place).isLessThan(4);
    }

    @Test
    void several_instances_share_the_deliveries_and_none_is_carried_twice() {
        String[] crowd = IntStream.range(0, 300).mapToObj(i -> "member-" + i).toArray(String[]::new);
        enter(announcement(anId(), crowd));

        work(delivery -> Future.succeededFuture(new Attempt.Sent("taken")));
        work(delivery -> Future.succeededFuture(new Attempt.Sent("taken")));
        work(delivery -> Future.succeededFuture(new Attempt.Sent("taken")));

        await().until(() -> Awaiting.get(new DeliveryStore(POOL).backlog(channel, Instant.now()))
                        .waiting()
                == 0);
        assertThat(carried).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void when_it_stops_it_waits_for_what_runs_and_claims_no_more() {
        Announcement announcement = announcement(anId(), "a", "b", "c", "d", "e");
        enter(announcement);
        Queue<Promise<Attempt>> asked = new ConcurrentLinkedQueue<>();
        work(delivery -> {
            Promise<Attempt> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        });
        await().until(() -> asked.size() == 4);

        Future<Void> stopped = VERTX.undeploy(deployed.remove(0));
        // A round trip, after which a stop that does not wait would be over.
        assertThat(row("a", announcement).state()).isEqualTo("waiting");
        assertThat(stopped.isComplete()).isFalse();
        asked.forEach(answer -> answer.complete(new Attempt.Sent("taken")));

        Awaiting.get(stopped.map(true));
        assertThat(carried).hasSize(4);
        assertThat(carried)
                .allSatisfy(each ->
                        assertThat(row(each.receiver(), announcement).state()).isEqualTo("sent"));
    }

    private DeliveryWorker work(Function<Delivery, Future<Attempt>> how) {
        Carrier carrier = new Carrier() {
            @Override
            public Future<Attempt> carry(Delivery delivery) {
                carried.add(delivery);
                return how.apply(delivery);
            }

            @Override
            public Future<Void> close() {
                return Future.succeededFuture();
            }
        };
        DeliveryWorker worker = new DeliveryWorker(
                POOL,
                carrier,
                new DeliverySettings(
                        channel,
                        4,
                        Duration.ofSeconds(3),
                        List.of(Duration.ofMillis(10), Duration.ofMillis(20)),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200)),
                telemetry,
                new SimpleMeterRegistry());
        deployed.add(Awaiting.get(VERTX.deployVerticle(worker)));
        return worker;
    }

    /** Waits until a delivery that was entered after all others has been carried. */
    private void sentinel() {
        String last = "sentinel-" + anId();
        enter(announcement(anId(), last));
        await().until(() -> carried.stream().anyMatch(each -> each.receiver().equals(last)));
    }

    private void enter(Announcement announcement) {
        Awaiting.get(new DeliveryStore(POOL)
                .append(channel, entries(announcement), Instant.now())
                .map(true));
    }

    private static List<DeliveryStore.Entry> entries(Announcement announcement) {
        return announcement.recipients().stream()
                .map(user -> new DeliveryStore.Entry(anId(), user, announcement.workspaceId(), announcement.cause()))
                .toList();
    }

    private static Announcement announcement(UUID workspace, String... recipients) {
        return announcement(new Cause(anId(), "operation", null), workspace, recipients);
    }

    private static Announcement announcement(Cause cause, UUID workspace, String... recipients) {
        return new Announcement(
                cause,
                workspace,
                null,
                null,
                Concern.ASSIGNMENT,
                "task.assigned",
                aSentence("Anna assigned it to you"),
                null,
                List.of(recipients));
    }

    private static Fate row(String receiver, Announcement announcement) {
        return Awaiting.get(new DeliveryStore(POOL)
                        .of(receiver, announcement.cause().eventId()))
                .get(0);
    }
}
