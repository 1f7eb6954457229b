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
 * Sheds load before a change costs anything: answers 503 with {@code Retry-After} while the changes under way take too long
 * to become durable ({@link InFlightLimit}).
 *
 * <p>Reads, streams, long polls and operators' requests always pass. A change that another service answers is admitted like
 * others, but frees its place as soon as its operation is recognized. Thread-safe; call the methods of a request on its
 * context.
 */
public final class Admission {

    /** Asked for to read, and most of all while changes take long. */
    private static final String STREAM_TICKETS = "/v1/stream-tickets";

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

    /** Wraps the router: refuses a change that finds no place even before its body is read. */
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

    /**
     * Admits the request, or refuses it with 503. An admitted change is under way until it is durable, released or answered.
     */
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

    /**
     * Frees the request's place, because the request is durable, and measures how long that took. Does nothing for a request
     * without a place.
     */
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

    /** Frees the request's place, because nothing will be made durable here. Does nothing for a request without a place. */
    public void release(RoutingContext ctx) {
        leave(ctx.get(KEY));
    }

    synchronized int limit() {
        return underWay.limit();
    }

    synchronized int underWay() {
        return underWay.underWay();
    }

    /** 0 while there is a place, else the seconds until the refused request should be retried. */
    private synchronized int look() {
        long now = nanos.getAsLong();
        return underWay.hasPlace(now) ? 0 : refuse(now);
    }

    /** 0 if admitted, else the seconds until the refused request should be retried. */
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
        return path != null
                && CHANGES.contains(method)
                && path.startsWith("/v1/")
                && !path.startsWith("/v1/admin/")
                && !path.equals(STREAM_TICKETS);
    }

    private static final class Place {
        private final long entered;
        private boolean left;

        private Place(long entered) {
            this.entered = entered;
        }
    }
}
