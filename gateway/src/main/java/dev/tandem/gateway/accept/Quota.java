package dev.tandem.gateway.accept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Limits the request rate of a workspace or a user: a token bucket with a steady refill, one token per request. Every
 * answer reports the remaining tokens in the headers {@code RateLimit} and {@code RateLimit-Policy}.
 *
 * <p>Each instance of the gateway counts separately, so that no request waits for another instance: behind a load balancer
 * the limits multiply by the number of instances. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">draft-ietf-httpapi-ratelimit-headers-10</a>
 */
public final class Quota {

    private static final int MOST_BUCKETS = 100_000;

    private final String holder;
    private final String unit;
    private final int perSecond;
    private final int burst;
    private final Cache<String, Bucket> buckets;
    private final String policy;

    private Quota(String holder, String unit, int perSecond, int burst) {
        this.holder = holder;
        this.unit = unit;
        this.perSecond = perSecond;
        this.burst = burst;
        Duration full = Duration.ofSeconds(burst / perSecond + 1L);
        this.policy = "\"" + unit + "\";q=" + burst + ";w=" + full.toSeconds();
        // A bucket that was unused for so long is full, just like a new one.
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(full.plusSeconds(1))
                .build();
    }

    /** The quota for changes of a workspace, or of a user if no workspace is known yet. */
    public static Quota ofChanges(QuotaSettings settings) {
        return new Quota("A workspace or user", "changes", settings.perSecond(), settings.burst());
    }

    /** The quota for a user's reads from other services. */
    public static Quota ofReads(QuotaSettings settings) {
        return new Quota("A user", "reads", settings.readsPerSecond(), settings.readBurst());
    }

    /** Charges the caller a token for each request to {@code handler}. */
    public Handler<RoutingContext> inFrontOf(Handler<RoutingContext> handler) {
        return ctx -> {
            take(ctx, user(Caller.of(ctx)));
            handler.handle(ctx);
        };
    }

    /** The quota of one address for requests without a caller. Behind a proxy, all requests share the proxy's address. */
    public static Quota ofStrangers(QuotaSettings settings) {
        return new Quota("An address", "requests", settings.readsPerSecond(), settings.readBurst());
    }

    /** Charges the address of the connection a token for each request to {@code handler}. */
    public Handler<RoutingContext> byAddressInFrontOf(Handler<RoutingContext> handler) {
        return ctx -> {
            take(ctx, "address " + ctx.request().remoteAddress().hostAddress());
            handler.handle(ctx);
        };
    }

    /** The key of a user's own bucket. */
    static String user(Caller caller) {
        return "user " + caller.userId();
    }

    /**
     * Takes a token, and reports the remaining ones in the answer.
     *
     * @param whose the workspace, or the {@link #user}
     * @throws dev.tandem.kit.http.ProblemException 429 when no token is left
     */
    public void take(RoutingContext ctx, String whose) {
        ConsumptionProbe probe = buckets.get(whose, this::bucket).tryConsumeAndReturnRemaining(1);
        String left =
                "\"" + unit + "\";r=" + probe.getRemainingTokens() + ";t=" + seconds(probe.getNanosToWaitForReset());
        if (!probe.isConsumed()) {
            throw refusal(Math.max(1, seconds(probe.getNanosToWaitForRefill())))
                    .withHeader("RateLimit-Policy", policy)
                    .withHeader("RateLimit", left)
                    .asException();
        }
        ctx.response().putHeader("RateLimit-Policy", policy).putHeader("RateLimit", left);
    }

    private Problem refusal(long retryAfter) {
        return Problems.tooManyRequests(
                holder + " may ask for " + perSecond + " " + unit + " a second, and for " + burst
                        + " at once. Send this one again in " + retryAfter + " s.",
                retryAfter);
    }

    private Bucket bucket(String whose) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    private static long seconds(long nanos) {
        return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
    }
}
