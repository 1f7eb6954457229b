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
 * Runs the named checks of a service's dependencies, on top of Vert.x's own health checks.
 *
 * <p>A check that takes longer than two seconds, throws or fails counts as down. The gauge {@code tandem.health.status}
 * shows the last result of each check (0 up, 1 degraded, 2 down). Only one round of checks runs at a time, and concurrent
 * callers share its report, so frequent probes put no more load on a dependency than continuous checking. Once
 * {@linkplain #drain draining}, the service is never ready again and runs no more checks. Thread-safe.
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

    /**
     * Adds an active check; {@code check} runs on the context of one of the callers of {@link #ready}. Names contain no
     * slash.
     */
    public Health check(String name, Supplier<Future<Status>> check) {
        checks.register(
                name,
                PATIENCE.toMillis(),
                answer -> ask(check).onSuccess(status -> answer.tryComplete(Recorded.of(status))));
        names.addIfAbsent(name);
        return this;
    }

    /** Adds a check that only reads known state. */
    public Health watch(String name, Supplier<Status> look) {
        return check(name, () -> Future.succeededFuture(look.get()));
    }

    /** Reports "not ready" from now on, so that no new traffic arrives. */
    public void drain() {
        draining = true;
    }

    /** Runs all checks at once, or returns their last results while draining. Never fails. Completes on the caller's context. */
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
