package dev.tandem.kit.auth;

import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the issuer's keys: fetches them at the start, every ten minutes, and for an unknown key, though at most every ten
 * seconds. Runs one fetch at a time and repeats a failed one until it succeeds. Fetched keys stay valid while the issuer is
 * unreachable.
 */
final class KeySet {

    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);

    static final Duration REFRESH = Duration.ofMinutes(10);
    static final Duration BETWEEN_REFETCHES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_FIRST_ATTEMPTS = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Supplier<Future<JWKSet>> source;
    private final Clock clock;
    private volatile @Nullable JWKSet known;
    private volatile boolean failing;
    private @Nullable Future<JWKSet> fetching;
    private Instant lastAttempt = Instant.MIN;

    KeySet(Vertx vertx, Supplier<Future<JWKSet>> source, Clock clock) {
        this.vertx = vertx;
        this.source = source;
        this.clock = clock;
        fetch();
        vertx.setPeriodic(REFRESH.toMillis(), tick -> fetch());
    }

    /** The keys known now; null before the first fetch has succeeded. */
    @Nullable
    JWKSet known() {
        return known;
    }

    boolean failing() {
        return failing;
    }

    /** The known keys, fetched first if there are none. Fails with {@link KeysUnavailable}. */
    Future<JWKSet> first() {
        JWKSet present = known;
        return present != null ? Future.succeededFuture(present) : here(attempt(BETWEEN_FIRST_ATTEMPTS));
    }

    /** A newer set if it is time to fetch again, else the known one. Fails with {@link KeysUnavailable}. */
    Future<JWKSet> newer() {
        return here(attempt(BETWEEN_REFETCHES));
    }

    private Future<JWKSet> attempt(Duration pause) {
        synchronized (this) {
            if (fetching != null) {
                return fetching;
            }
            if (lastAttempt.isAfter(clock.instant().minus(pause))) {
                JWKSet present = known;
                return present == null || failing
                        ? Future.failedFuture(new KeysUnavailable())
                        : Future.succeededFuture(present);
            }
        }
        return fetch();
    }

    private Future<JWKSet> fetch() {
        Future<JWKSet> fetch;
        synchronized (this) {
            if (fetching != null) {
                return fetching;
            }
            lastAttempt = clock.instant();
            fetch = source.get().onSuccess(this::keep).recover(this::complain);
            fetching = fetch;
        }
        fetch.onComplete(over -> finished());
        return fetch;
    }

    /** The shared result, on the caller's context. */
    private Future<JWKSet> here(Future<JWKSet> shared) {
        Promise<JWKSet> mine = ((ContextInternal) vertx.getOrCreateContext()).promise();
        shared.onComplete(mine);
        return mine.future();
    }

    private synchronized void finished() {
        fetching = null;
    }

    private void keep(JWKSet fetched) {
        known = fetched;
        failing = false;
    }

    private Future<JWKSet> complain(Throwable failure) {
        if (!failing) {
            LOG.warn("The keys of the token issuer cannot be fetched: {}", failure.getMessage());
        }
        failing = true;
        Duration pause = known == null ? BETWEEN_FIRST_ATTEMPTS : BETWEEN_REFETCHES;
        vertx.setTimer(pause.toMillis(), again -> {
            if (failing) {
                fetch();
            }
        });
        return Future.failedFuture(new KeysUnavailable());
    }
}
