package dev.tandem.gateway.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.gateway.Upstream;
import dev.tandem.gateway.operation.Story;
import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads after an operation, before services that say what they have seen. */
@Timeout(120)
final class AfterOperationTest {

    private final RunningGateway gateway = RunningGateway.get();
    private final Story story = new Story(gateway);
    private final UUID event = UUID.randomUUID();
    private final String mark = UUID.randomUUID().toString();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/projects/%s/activity",
                "/v1/workspaces/%s/activity",
                "/v1/notifications?projectId=%s",
                "/v1/notifications/unread-count?projectId=%s",
                "/v1/projects/%s/overview"
            })
    void a_read_waits_for_the_end_of_the_operation_and_until_its_events_have_been_seen(String path) {
        UUID operation = story.accepted();
        sees(gateway.activityFeed, event);
        sees(gateway.notifier, event);
        CompletableFuture<Answer> answer = read(path.formatted(mark), operation, "wait=10");
        await().until(() -> gateway.metric("tandem_waiting_requests") >= 1);
        assertThat(forwarded()).isEmpty();
        story.succeeds(operation, event);

        Answer seen = answer.join();
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.header("Tandem-Seen")).isEqualTo("true");
        assertThat(seen.header("Preference-Applied")).isEqualTo("wait=10");
        assertThat(forwarded()).isNotEmpty().noneMatch(uri -> uri.contains("after"));
    }

    @Test
    void the_other_parameters_are_forwarded_as_they_came() {
        UUID operation = ended(event);
        sees(gateway.activityFeed, event);
        String path = "/v1/projects/" + mark + "/activity";

        read(path + "?cursor=a%26b%2B&after=" + operation + "&limit=3").join();

        assertThat(forwarded()).containsExactly(path + "?cursor=a%26b%2B&limit=3");
    }

    @Test
    void who_does_not_say_how_long_is_told_without_a_preference_in_the_answer() {
        UUID operation = ended(event);
        sees(gateway.activityFeed, event);

        Answer seen = read("/v1/projects/" + mark + "/activity", operation, "").join();

        assertThat(seen.header("Tandem-Seen")).isEqualTo("true");
        assertThat(seen.header("Preference-Applied")).isEmpty();
        assertThat(gateway.activityFeed.seenWith(event.toString())).hasSize(1);
    }

    @Test
    void when_the_time_is_up_the_read_is_answered_and_says_that_it_may_lack_something() {
        UUID operation = ended(event);
        CountDownLatch held = holds(gateway.activityFeed);
        try {
            long begun = System.nanoTime();
            Answer answer = read("/v1/projects/" + mark + "/activity", operation, "wait=1")
                    .join();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Tandem-Seen")).isEqualTo("false");
            assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(990), Duration.ofMillis(2_900));
        } finally {
            held.countDown();
        }
    }

    @Test
    void an_operation_that_does_not_end_is_waited_for_no_longer() {
        UUID operation = story.accepted();

        Answer answer =
                read("/v1/projects/" + mark + "/activity", operation, "wait=1").join();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Tandem-Seen")).isEqualTo("false");
    }

    @Test
    void who_does_not_want_to_wait_is_told_how_it_is() {
        UUID seen = ended(event);
        sees(gateway.activityFeed, event);
        UUID unseen = ended(UUID.randomUUID());
        String path = "/v1/projects/" + mark + "/activity";

        assertThat(read(path, seen, "wait=0").join().header("Tandem-Seen")).isEqualTo("true");
        assertThat(read(path, unseen, "wait=0").join().header("Tandem-Seen")).isEqualTo("false");
        assertThat(read(path, story.accepted(), "wait=0").join().header("Tandem-Seen"))
                .isEqualTo("false");
    }

    @Test
    void what_failed_or_changed_nothing_is_not_waited_for() {
        UUID failed = story.accepted();
        story.fails(failed);
        await().until(() -> story.shown(failed).getBoolean("done"));
        String path = "/v1/notifications?projectId=" + mark;

        assertThat(read(path, failed, "wait=10").join().header("Tandem-Seen")).isEqualTo("true");
        Answer unchanged = read(path, ended(), "wait=10").join();
        assertThat(unchanged.header("Tandem-Seen")).isEqualTo("true");
        assertThat(unchanged.header("Preference-Applied")).isEmpty();
    }

    @Test
    void nobody_elses_operation_is_taken() {
        UUID strange = new Story(gateway).accepted();
        for (UUID operation : List.of(strange, UUID.randomUUID())) {
            Answer answer = read("/v1/projects/" + mark + "/activity", operation, "wait=10")
                    .join();

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().getString("detail")).contains("no operation of yours");
            assertThat(answer.header("Tandem-Seen")).isEmpty();
        }
        assertThat(forwarded()).isEmpty();
        assertThat(read("/v1/projects/" + mark + "/activity?after=1").join().status())
                .isEqualTo(400);
    }

    @Test
    void while_a_service_does_not_say_what_it_has_seen_the_read_itself_decides() {
        UUID operation = ended(event);
        gateway.activityFeed.answer("/v1/effects?events=" + event, address -> {
            throw new IllegalStateException("out of order, as the test wants");
        });
        sees(gateway.notifier, event);

        Answer answer =
                read("/v1/projects/" + mark + "/overview", operation, "wait=10").join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Tandem-Seen")).isEqualTo("false");
        gateway.activityFeed.fallIll(true);
        try {
            Answer ill = read("/v1/projects/" + mark + "/activity", operation, "wait=10")
                    .join();
            assertThat(ill.status()).isEqualTo(503);
            assertThat(ill.header("Tandem-Seen")).isEmpty();
        } finally {
            gateway.activityFeed.fallIll(false);
        }
    }

    @Test
    void many_events_are_asked_for_a_hundred_at_a_time() {
        UUID[] events = IntStream.range(0, 150).mapToObj(i -> UUID.randomUUID()).toArray(UUID[]::new);
        List<String> asked = new ArrayList<>();
        UUID operation = ended(events);
        for (int from : new int[] {0, 100}) {
            asked.add(events[from].toString());
            gateway.activityFeed.answer("/v1/effects?events=" + events[from], address -> {
                String ids = address.substring("/v1/effects?events=".length());
                return new JsonObject().put("done", new JsonArray(List.of(ids.split(",|%2C"))));
            });
        }

        Answer answer =
                read("/v1/projects/" + mark + "/activity", operation, "wait=10").join();

        assertThat(answer.header("Tandem-Seen")).isEqualTo("true");
        assertThat(asked)
                .allSatisfy(first -> assertThat(gateway.activityFeed.seenWith(first))
                        .singleElement()
                        .satisfies(question ->
                                assertThat(question.uri().split(",|%2C")).hasSizeLessThanOrEqualTo(100)));
    }

    @Test
    void who_waits_at_an_instance_that_ends_is_answered_at_once() {
        RunningGateway other = RunningGateway.another("gateway", Map.of());
        UUID operation = ended(event);
        CountDownLatch held = holds(other.activityFeed);
        CompletableFuture<Answer> answer =
                other.sending(request(other, "/v1/projects/" + mark + "/activity?after=" + operation)
                        .header("Prefer", "wait=10"));
        await().until(() -> other.metric("tandem_waiting_requests") == 1);

        long begun = System.nanoTime();
        other.stop();

        assertThat(answer.join().header("Tandem-Seen")).isEqualTo("false");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        held.countDown();
    }

    @Test
    void a_workspace_has_so_many_places_and_then_nobody_waits() {
        RunningGateway other = RunningGateway.another("gateway", Map.of("WAITERS_PER_WORKSPACE", "0"));
        try {
            UUID operation = ended(event);
            sees(other.activityFeed, event);
            String path = "/v1/projects/" + mark + "/activity?after=";

            Answer seen = other.sending(request(other, path + operation).header("Prefer", "wait=10"))
                    .join();
            assertThat(seen.header("Tandem-Seen")).isEqualTo("true");
            assertThat(seen.header("Preference-Applied")).isEmpty();
            Answer early = other.sending(request(other, path + story.accepted()).header("Prefer", "wait=10"))
                    .join();
            assertThat(early.header("Tandem-Seen")).isEqualTo("false");
        } finally {
            other.stop();
        }
    }

    private UUID ended(UUID... events) {
        UUID operation = story.accepted();
        story.succeeds(operation, events);
        await().until(() -> story.shown(operation).getBoolean("done"));
        return operation;
    }

    private static void sees(Upstream service, UUID event) {
        service.answer(
                "/v1/effects?events=" + event,
                address -> new JsonObject().put("done", new JsonArray().add(event.toString())));
    }

    /** Keeps the question waiting until the latch is down. */
    private CountDownLatch holds(Upstream service) {
        CountDownLatch held = new CountDownLatch(1);
        service.answer("/v1/effects?events=" + event, address -> {
            try {
                held.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return new JsonObject();
        });
        return held;
    }

    /** The addresses of the reads that reached a service. */
    private List<String> forwarded() {
        List<String> forwarded = new ArrayList<>();
        for (Upstream service : List.of(gateway.projectService, gateway.activityFeed, gateway.notifier)) {
            service.seenWith(mark).stream().map(Upstream.Seen::uri).forEach(forwarded::add);
        }
        return forwarded;
    }

    private CompletableFuture<Answer> read(String path) {
        return gateway.sending(request(gateway, path));
    }

    private CompletableFuture<Answer> read(String path, UUID operation, String preference) {
        HttpRequest.Builder request = request(gateway, path + (path.contains("?") ? "&" : "?") + "after=" + operation);
        return gateway.sending(preference.isEmpty() ? request : request.header("Prefer", preference));
    }

    private HttpRequest.Builder request(RunningGateway instance, String path) {
        return instance.request(story.user, path).GET();
    }
}
