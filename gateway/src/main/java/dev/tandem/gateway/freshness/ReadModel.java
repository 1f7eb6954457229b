package dev.tandem.gateway.freshness;

import dev.tandem.kit.Platform;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.Call;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.client.ServiceClientSettings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks a service whether its read model has seen some events. Has connections and a circuit breaker of its own, so that questions
 * which wait delay no other request to the service. Thread-safe.
 */
public final class ReadModel {

    /** Each takes a connection while it waits. */
    private static final int MOST_WAITING = 1_000;

    private static final int MOST_NOT_WAITING = 64;

    /** As many as the service takes at once. */
    private static final int MOST_EVENTS = 100;

    /** For the work of the service beside waiting. */
    private static final Duration BESIDE_WAITING = Duration.ofSeconds(2);

    private final ServiceClient service;
    private final AtomicInteger waiting = new AtomicInteger();

    private ReadModel(ServiceClient service) {
        this.service = service;
    }

    /** @param name of the service; its client, its circuit and its health check are called {@code name-effects} */
    public static ReadModel of(Platform platform, String name, URI address) {
        return new ReadModel(ServiceClient.to(
                platform,
                name + "-effects",
                address,
                ServiceClientSettings.defaults().withConnections(MOST_WAITING + MOST_NOT_WAITING)));
    }

    /**
     * Whether the read model has seen the events: once it has, or as it is when the time is up or if too many wait already. False if
     * the service does not answer; never fails. The result arrives on the caller's context.
     *
     * @param atMost the service waits for whole seconds, so the answer may come up to a second later
     */
    Future<Boolean> hasSeen(Caller caller, List<UUID> events, Duration atMost) {
        List<Future<Boolean>> parts = new ArrayList<>();
        for (int from = 0; from < events.size(); from += MOST_EVENTS) {
            parts.add(ask(caller, events.subList(from, Math.min(from + MOST_EVENTS, events.size())), atMost));
        }
        return Future.all(parts).map(all -> parts.stream().allMatch(Future::result));
    }

    private Future<Boolean> ask(Caller caller, List<UUID> events, Duration atMost) {
        Call call = service.get("/v1/effects")
                .query("events", String.join(",", texts(events)))
                .onBehalfOf(caller);
        if (atMost.isZero() || !take()) {
            return answer(call, events);
        }
        long seconds = (atMost.toMillis() + 999) / 1_000;
        call.header("Prefer", "wait=" + seconds)
                .within(Duration.ofSeconds(seconds).plus(BESIDE_WAITING));
        return answer(call, events).onComplete(answered -> waiting.decrementAndGet());
    }

    private boolean take() {
        return waiting.getAndUpdate(taken -> Math.min(taken + 1, MOST_WAITING)) < MOST_WAITING;
    }

    private static Future<Boolean> answer(Call call, List<UUID> events) {
        return call.sendForJson()
                .map(answer ->
                        answer.getJsonArray("done", new JsonArray()).getList().containsAll(texts(events)))
                .otherwise(false);
    }

    private static List<String> texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }
}
