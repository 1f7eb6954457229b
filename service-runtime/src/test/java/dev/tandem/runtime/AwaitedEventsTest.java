package dev.tandem.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.inbox.Inbox;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting until a consumer has processed some events. */
@Timeout(60)
class AwaitedEventsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final SmallestService smallest = new SmallestService();
    private boolean stopped;

    @BeforeEach
    void start() {
        smallest.start();
    }

    @AfterEach
    void stop() {
        if (!stopped) {
            smallest.stop();
        }
    }

    @Test
    void who_waits_is_answered_when_all_events_have_been_processed() {
        Message first = SmallestService.event();
        Message second = SmallestService.event();
        CompletableFuture<Answer> answer = effects("wait=10", first, second);
        smallest.publish(first);
        await().untilAsserted(() ->
                assertThat(done(effects("", first, second).join())).containsExactly(id(first)));
        assertThat(answer).isNotDone();

        smallest.publish(second);

        assertThat(done(answer.join())).containsExactly(id(first), id(second));
        assertThat(done(effects("wait=10", second, first).join())).containsExactly(id(second), id(first));
    }

    @Test
    void when_the_time_is_up_the_answer_is_what_has_been_processed() {
        Message first = SmallestService.event();
        smallest.publish(first);
        await().untilAsserted(() -> assertThat(done(effects("", first).join())).hasSize(1));

        Answer answer = effects("wait=1", first, SmallestService.event()).join();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(done(answer)).containsExactly(id(first));
    }

    @Test
    void who_waits_at_a_service_that_stops_is_answered_at_once() {
        Message never = SmallestService.event();
        Message sentinel = SmallestService.event();
        CompletableFuture<Answer> answer = effects("wait=10", never);
        smallest.publish(sentinel);
        // The second request came after the first.
        effects("wait=10", sentinel).join();
        assertThat(answer).isNotDone();
        long begun = System.nanoTime();

        Awaiting.get(smallest.service.stop());

        assertThat(done(answer.join())).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void what_another_instance_has_committed_is_found() {
        AwaitedEvents awaited = awaited(smallest.service.pool());
        UUID event = SmallestService.event().envelope().id();
        Future<Set<UUID>> answer = awaited.processed(List.of(event), LONG);

        enter(List.of(event));

        assertThat(Awaiting.get(answer)).containsExactly(event);
    }

    @Test
    void a_commit_wakes_those_who_wait_for_its_events_without_a_statement() {
        AtomicInteger statements = new AtomicInteger();
        AwaitedEvents awaited = awaited(counting(statements));
        assertThat(awaited.isAnyAwaited()).isFalse();
        UUID event = SmallestService.event().envelope().id();
        Future<Set<UUID>> answer = awaited.processed(List.of(event), LONG);
        Awaiting.get(awaited.processed(List.of(event)));
        assertThat(awaited.isAnyAwaited()).isTrue();

        awaited.committed(List.of(event));

        assertThat(Awaiting.get(answer)).containsExactly(event);
        assertThat(awaited.isAnyAwaited()).isFalse();
        assertThat(statements.get()).isLessThan(5);
    }

    @Test
    void a_thousand_who_wait_share_few_statements() {
        AtomicInteger statements = new AtomicInteger();
        AwaitedEvents awaited = awaited(counting(statements));
        List<UUID> events = new ArrayList<>();
        List<Future<Set<UUID>>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            UUID event = SmallestService.event().envelope().id();
            events.add(event);
            answers.add(awaited.processed(List.of(event), LONG));
        }
        // A look that comes after the first looks of all.
        Awaiting.get(awaited.processed(events));
        assertThat(statements.getAndSet(0)).isLessThan(100);
        long begun = System.nanoTime();

        enter(events);

        Awaiting.get(Future.all(answers));
        assertThat(awaited.isAnyAwaited()).isFalse();
        long looks = 2 + Duration.ofNanos(System.nanoTime() - begun).dividedBy(Duration.ofMillis(250));
        assertThat((long) statements.get()).isLessThanOrEqualTo(3 * looks);
    }

    @Test
    void a_thousand_waiting_requests_hold_no_thread() {
        HttpClient client = smallest.platform
                .vertx()
                .createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(2_000));
        hold(client, 10).forEach(Awaiting::get);
        int before = Thread.getAllStackTraces().size();

        List<Future<HttpClientResponse>> held = hold(client, 1_000);
        Message sentinel = SmallestService.event();
        smallest.publish(sentinel);
        Awaiting.get(ask(client, id(sentinel), 10));

        assertThat(held).noneMatch(Future::isComplete);
        assertThat(Thread.getAllStackTraces().size() - before).isLessThan(10);
        smallest.stop();
        stopped = true;
    }

    /** The requests have arrived when this returns. */
    private List<Future<HttpClientResponse>> hold(HttpClient client, int many) {
        List<Future<HttpClientResponse>> held = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            held.add(ask(client, id(SmallestService.event()), many < 100 ? 1 : 10));
        }
        return held;
    }

    private Future<HttpClientResponse> ask(HttpClient client, String event, int seconds) {
        String token = smallest.issuer.tokenOf("anna");
        return client.request(HttpMethod.GET, smallest.service.port(), "127.0.0.1", "/v1/effects?events=" + event)
                .compose(request -> request.putHeader("Authorization", "Bearer " + token)
                        .putHeader("Prefer", "wait=" + seconds)
                        .send());
    }

    private AwaitedEvents awaited(Pool pool) {
        return new AwaitedEvents(smallest.platform.vertx(), SmallestService.QUEUE, pool);
    }

    /** Enters the events in the inbox, as another instance of the service does. */
    private void enter(List<UUID> events) {
        Awaiting.get(new Inbox(smallest.service.pool()).enter(SmallestService.QUEUE, events, -1));
    }

    /** The service's pool; counts the statements. */
    private Pool counting(AtomicInteger statements) {
        Pool pool = smallest.service.pool();
        return (Pool) Proxy.newProxyInstance(
                Pool.class.getClassLoader(), new Class<?>[] {Pool.class}, (same, method, given) -> {
                    if (method.getName().equals("preparedQuery")) {
                        statements.incrementAndGet();
                    }
                    try {
                        return method.invoke(pool, given);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private CompletableFuture<Answer> effects(String preference, Message... events) {
        List<String> ids = new ArrayList<>();
        for (Message event : events) {
            ids.add(id(event));
        }
        var request = smallest.client().request("anna", "/v1/effects?events=" + String.join(",", ids));
        return smallest.client().sending(preference.isEmpty() ? request : request.header("Prefer", preference));
    }

    private static String id(Message event) {
        return event.envelope().id().toString();
    }

    private static List<String> done(Answer answer) {
        JsonObject json = answer.json();
        return json.getJsonArray("done").stream().map(String.class::cast).toList();
    }
}
