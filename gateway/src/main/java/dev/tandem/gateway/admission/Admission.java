package dev.tandem.gateway.admission;

import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemReplies;
import dev.tandem.kit.http.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of everything that a change costs, and answers 503 with {@code Retry-After} to those for whom there is no
 * time, because those under way take too long to become durable ({@link InFlightLimit}).
 *
 * <p>Reads, streams, long polls and operators pass. So does what other services answer themselves, once it is known to be that.
 * Safe for use by many threads; each request's own methods are to be called on its context.
 */
public final class Admission {

    private static final String KEY = "tandem.admission";
    private static final Set<HttpMethod> CHANGES =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final LongSupplier nanos;
    private final InFlightLimit underWay;
    private final RetryDelay retryDelay;
    private final AdmissionMetrics metrics;

    public Admission(MeterRegistry meters) {
        this(meters, System::nanoTime, RandomGenerator.getDefault());
    }

    Admission(MeterRegistry meters, LongSupplier nanos, RandomGenerator random) {
        this.nanos = nanos;
        this.underWay = new InFlightLimit(nanos.getAsLong());
        this.retryDelay = new RetryDelay(random);
        this.metrics = new AdmissionMetrics(meters, this);
    }

    /**
     * What stands in front of the router: a change for which there is no place now is refused before anything is spent on it,
     * its body too.
     */
    public Handler<HttpServerRequest> before(Handler<HttpServerRequest> router) {
        return request -> {
            if (isChange(request.method(), request.path())) {
                int refused = look();
                if (refused > 0) {
                    ProblemReplies.send(request, tooMuch(refused));
                    return;
                }
            }
            router.handle(request);
        };
    }

    /** Lets the request go on, or answers it. It is under way until it is durable, released, or answered. */
    public void handle(RoutingContext ctx) {
        if (!isChange(ctx.request().method(), ctx.normalizedPath())) {
            ctx.next();
            return;
        }
        int refused = enter();
        if (refused > 0) {
            ProblemReplies.send(ctx, tooMuch(refused));
            return;
        }
        Place place = new Place(nanos.getAsLong());
        ctx.put(KEY, place);
        ctx.addEndHandler(ended -> leave(place));
        ctx.next();
    }

    /** The request is durable: what follows is not waited for. Does nothing for one that did not pass here. */
    public void durable(RoutingContext ctx) {
        Place place = ctx.get(KEY);
        if (place != null && !place.left) {
            long now = nanos.getAsLong();
            synchronized (this) {
                underWay.durable(now, now - place.entered);
            }
            leave(place);
        }
    }

    /** The request is for another service to answer. Does nothing for one that did not pass here. */
    public void release(RoutingContext ctx) {
        leave(ctx.get(KEY));
    }

    synchronized int limit() {
        return underWay.limit();
    }

    synchronized int underWay() {
        return underWay.underWay();
    }

    /** 0 while there is a place; for one that is refused, the seconds until it should come again. */
    private synchronized int look() {
        long now = nanos.getAsLong();
        return underWay.hasPlace(now) ? 0 : refuse(now);
    }

    /** 0 for one that enters; for one that is refused, the seconds until it should come again. */
    private synchronized int enter() {
        long now = nanos.getAsLong();
        return underWay.enter(now) ? 0 : refuse(now);
    }

    private int refuse(long now) {
        metrics.refused();
        return retryDelay.seconds(now);
    }

    private void leave(@Nullable Place place) {
        if (place != null && !place.left) {
            place.left = true;
            synchronized (this) {
                underWay.leave(nanos.getAsLong());
            }
        }
    }

    private static Problem tooMuch(int seconds) {
        return Problems.unavailable(
                "More is asked for than can be done in time. Send it again after the given delay.", seconds);
    }

    private static boolean isChange(HttpMethod method, @Nullable String path) {
        return path != null && CHANGES.contains(method) && path.startsWith("/v1/") && !path.startsWith("/v1/admin/");
    }

    private static final class Place {
        private final long entered;
        private boolean left;

        private Place(long entered) {
            this.entered = entered;
        }
    }
}
