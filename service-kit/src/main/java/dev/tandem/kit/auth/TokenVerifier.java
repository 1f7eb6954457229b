package dev.tandem.kit.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tandem.kit.health.Status;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Says whose a bearer token is.
 *
 * <p>Only RS256 and ES256 are accepted, with {@code iss}, {@code aud}, {@code exp} and {@code sub}. A result is remembered
 * for a minute at most, and never past the token's expiry. {@link #verify} fails with {@link TokenRefused}, or with
 * {@link KeysUnavailable} while the issuer's keys could not be fetched. Safe for use by many threads.
 */
public final class TokenVerifier {

    private static final Duration REMEMBERED = Duration.ofSeconds(60);
    private static final int LONGEST_TOKEN = 8 * 1024;
    private static final long MOST_REMEMBERED_CHARACTERS = 16L * 1024 * 1024;

    private record Verified(Caller caller, Instant expiry) {}

    private final TokenClaims claims;
    private final KeySet keys;
    private final Clock clock;
    private final Cache<String, Verified> verified;

    TokenVerifier(AuthSettings settings, KeySet keys, Clock clock) {
        this.claims = new TokenClaims(settings, clock);
        this.keys = keys;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .maximumWeight(MOST_REMEMBERED_CHARACTERS)
                .weigher((String token, Verified result) -> token.length())
                .build();
    }

    /** Starts to fetch the issuer's keys at once, and succeeds in being created when that fails. */
    public static TokenVerifier create(Vertx vertx, AuthSettings settings) {
        return create(vertx, settings, Clock.systemUTC());
    }

    static TokenVerifier create(Vertx vertx, AuthSettings settings, Clock clock) {
        JwksFetch fetch = new JwksFetch(vertx, settings.jwksUri());
        return new TokenVerifier(settings, new KeySet(vertx, fetch::fetch, clock), clock);
    }

    /** Down before the first keys have come, degraded while they cannot be renewed. */
    public Status status() {
        if (keys.known() == null) {
            return Status.down("the keys of the token issuer cannot be fetched");
        }
        return keys.failing() ? Status.degraded("the keys of the token issuer cannot be renewed") : Status.up();
    }

    public Future<Caller> verify(String token) {
        Verified remembered = verified.getIfPresent(token);
        if (remembered != null && clock.instant().isBefore(remembered.expiry())) {
            return Future.succeededFuture(remembered.caller());
        }
        try {
            return verifyAnew(token);
        } catch (TokenRefused refused) {
            return Future.failedFuture(refused);
        }
    }

    private Future<Caller> verifyAnew(String token) {
        if (token.length() > LONGEST_TOKEN) {
            throw new TokenRefused("the token is too long");
        }
        SignedJWT jwt = Signatures.parse(token);
        JWKSet known = keys.known();
        Future<List<JWK>> candidates = known == null
                ? keys.first().map(set -> Signatures.candidates(set, jwt))
                : Future.succeededFuture(Signatures.candidates(known, jwt));
        return candidates
                .compose(found -> found.isEmpty()
                        ? keys.newer().map(set -> Signatures.candidates(set, jwt))
                        : Future.succeededFuture(found))
                .map(found -> accept(token, jwt, found));
    }

    private Caller accept(String token, SignedJWT jwt, List<JWK> candidates) {
        Signatures.check(jwt, candidates);
        TokenClaims.Accepted accepted = claims.check(jwt, token);
        verified.put(token, new Verified(accepted.caller(), accepted.expiry()));
        return accepted.caller();
    }
}
