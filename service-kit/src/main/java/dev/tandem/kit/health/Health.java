package dev.tandem.kit.health;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The named checks of what a service depends on.
 *
 * <p>A check that takes longer than two seconds, throws or fails counts as down. Once {@linkplain #drain draining}, the
 * service is never ready again. Safe for use by many threads.
 */
public final class Health {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String serviceName;
    private final Map<String, Supplier<Future<Status>>> checks = new LinkedHashMap<>();
    private volatile boolean draining;

    public Health(String serviceName) {
        this.serviceName = serviceName;
    }

    /** Adds a check that asks; {@code check} runs on the context of whoever asks for readiness. */
    public Health check(String name, Supplier<Future<Status>> check) {
        synchronized (checks) {
            checks.put(name, check);
        }
        return this;
    }

    /** Adds a check that merely looks at what is already known. */
    public Health watch(String name, Supplier<Status> look) {
        return check(name, () -> Future.succeededFuture(look.get()));
    }

    /** Says from now on that the service is not ready, so that no new traffic is sent to it. */
    public void drain() {
        draining = true;
    }

    /** Asks all checks at once; never fails. */
    public Future<Report> ready() {
        Map<String, Future<Status>> asked;
        synchronized (checks) {
            asked = checks.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, check -> ask(check.getValue()), (a, b) -> b, LinkedHashMap::new));
        }
        return Future.join(List.copyOf(asked.values())).map(all -> {
            Map<String, Status> found = new LinkedHashMap<>();
            asked.forEach((name, status) -> found.put(name, status.result()));
            return new Report(serviceName, draining, found);
        });
    }

    private static Future<Status> ask(Supplier<Future<Status>> check) {
        try {
            Future<Status> answer = check.get();
            return (answer.isComplete() ? answer : answer.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .otherwise(Health::failed);
        } catch (RuntimeException failure) {
            return Future.succeededFuture(failed(failure));
        }
    }

    private static Status failed(Throwable failure) {
        return Status.down(
                failure instanceof TimeoutException
                        ? "no answer within " + PATIENCE.toSeconds() + " s"
                        : failure.getClass().getSimpleName());
    }
}
