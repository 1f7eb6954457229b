package dev.tandem.gateway.accept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How much each workspace may ask for: a bucket of tokens that fills evenly, one token a change. Every answer says what is left,
 * in the headers {@code RateLimit} and {@code RateLimit-Policy}.
 *
 * <p>Each instance of the gateway counts for itself, so that no request waits for others: with several behind a balancer a
 * workspace may ask for as many times more. Safe for use by many threads.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">draft-ietf-httpapi-ratelimit-headers-10</a>
 */
public final class Quota {

    private static final int MOST_BUCKETS = 100_000;

    private final QuotaSettings settings;
    private final Cache<String, Bucket> buckets;
    private final String policy;

    public Quota(QuotaSettings settings) {
        this.settings = settings;
        Duration full = Duration.ofSeconds(settings.burst() / settings.perSecond() + 1L);
        this.policy = "\"changes\";q=" + settings.burst() + ";w=" + full.toSeconds();
        // A bucket that has been left alone for so long is full, as a new one is.
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(full.plusSeconds(1))
                .build();
    }

    /**
     * Takes a token for a change in the workspace, and says in the answer what is left.
     *
     * @param whose the workspace, or the user where there is none yet
     * @throws dev.tandem.kit.http.ProblemException 429 when there is none
     */
    public void take(RoutingContext ctx, String whose) {
        ConsumptionProbe probe = buckets.get(whose, this::bucket).tryConsumeAndReturnRemaining(1);
        String left = "\"changes\";r=" + probe.getRemainingTokens() + ";t=" + seconds(probe.getNanosToWaitForReset());
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
                "A workspace may ask for " + settings.perSecond() + " changes a second, and for " + settings.burst()
                        + " at once. Send this one again in " + retryAfter + " s.",
                retryAfter);
    }

    private Bucket bucket(String whose) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(settings.burst()).refillGreedy(settings.perSecond(), Duration.ofSeconds(1)))
                .build();
    }

    private static long seconds(long nanos) {
        return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
    }
}
