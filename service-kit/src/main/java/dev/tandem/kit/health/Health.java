package dev.tandem.kit.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The named checks of what a service depends on, kept by Vert.x's own health checks.
 *
 * <p>A check that takes longer than two seconds, throws or fails counts as down. What each check found when it was last
 * asked is the gauge {@code tandem.health.status} (0 up, 1 degraded, 2 down). There is one round of checks at a time, whose
 * report all get who ask meanwhile: asking often costs what is asked no more than asking always. Once {@linkplain #drain draining}, the service
 * is never ready again, and nothing is asked any more. Safe for use by many threads.
 */
public final class Health {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String serviceName;
    private final MeterRegistry meters;
    private final HealthChecks checks;
    private final CopyOnWriteArrayList<String> names = new CopyOnWriteArrayList<>();
    private final Map<String, Status> lastFound = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final AtomicReference<@Nullable Future<Report>> round = new AtomicReference<>();
    private volatile boolean draining;

    public Health(String serviceName, Vertx vertx, MeterRegistry meters) {
        this.serviceName = serviceName;
        this.vertx = vertx;
        this.meters = meters;
        this.checks = HealthChecks.create(vertx);
    }

    /** Adds a check that asks; {@code check} runs on the context of one of those who ask for readiness. Names hold no slash. */
    public Health check(String name, Supplier<Future<Status>> check) {
        checks.register(
                name,
                PATIENCE.toMillis(),
                answer -> ask(check).onSuccess(status -> answer.tryComplete(Recorded.of(status))));
        names.addIfAbsent(name);
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

    /** Asks all checks at once; never fails. Succeeds on the context of the caller. */
    public Future<Report> ready() {
        if (draining) {
            return Future.succeededFuture(new Report(serviceName, true, inOrder(lastFound)));
        }
        Promise<Report> mine = ((ContextInternal) vertx.getOrCreateContext()).promise();
        presentRound().onComplete(mine);
        return mine.future();
    }

    private Future<Report> presentRound() {
        Promise<Report> next = Promise.promise();
        Future<Report> present = round.compareAndExchange(null, next.future());
        if (present != null) {
            return present;
        }
        checks.checkStatus()
                .map(this::report)
                .onComplete(over -> round.set(null))
                .onComplete(next);
        return next.future();
    }

    private Report report(CheckResult all) {
        Map<String, Status> found = all.getChecks().stream()
                .collect(Collectors.toMap(CheckResult::getId, result -> Recorded.status(result, PATIENCE)));
        found.forEach((name, status) -> {
            if (lastFound.put(name, status) == null) {
                gauge(name);
            }
        });
        return new Report(serviceName, draining, inOrder(found));
    }

    private Map<String, Status> inOrder(Map<String, Status> found) {
        Map<String, Status> ordered = new LinkedHashMap<>();
        for (String name : names) {
            Status status = found.get(name);
            if (status != null) {
                ordered.put(name, status);
            }
        }
        return ordered;
    }

    private void gauge(String name) {
        Gauge.builder("tandem.health.status", lastFound, last -> level(last.get(name)))
                .description("What the check found when last asked: 0 up, 1 degraded, 2 down")
                .tag("check", name)
                .register(meters);
    }

    private static double level(@Nullable Status status) {
        return status == null ? Double.NaN : status.state().ordinal();
    }

    private static Future<Status> ask(Supplier<Future<Status>> check) {
        try {
            return check.get().otherwise(Health::failed);
        } catch (RuntimeException failure) {
            return Future.succeededFuture(failed(failure));
        }
    }

    private static Status failed(Throwable failure) {
        return Status.down(failure.getClass().getSimpleName());
    }
}
