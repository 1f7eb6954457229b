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

/**
 * Verifies bearer tokens and identifies their callers.
 *
 * <p>Accepts tokens of at most 8,192 characters, signed with RS256 or ES256, from the configured issuer, for the configured
 * audience, with {@code exp} and {@code sub}. Allows 30 seconds of clock skew. A verified token is accepted until it expires or
 * its key is no longer published, and is cached for ten minutes after its last use. {@link #verify} fails with {@link
 * TokenRefused}, or with {@link KeysUnavailable} while the keys that it needs cannot be fetched. Thread-safe.
 */
public final class TokenVerifier {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int LONGEST_TOKEN = 8 * 1024;
    private static final long MOST_REMEMBERED_CHARACTERS = 16L * 1024 * 1024;

    /** @param among the key set in which the key was last found */
    private record Verified(Caller caller, Instant expiry, JWK key, JWKSet among) {}

    private final TokenClaims claims;
    private final KeySet keys;
    private final Clock clock;
    private final Cache<String, Verified> verified;

    TokenVerifier(AuthSettings settings, KeySet keys, Clock clock) {
        this.claims = new TokenClaims(settings, clock);
        this.keys = keys;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .expireAfterAccess(REMEMBERED)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .maximumWeight(MOST_REMEMBERED_CHARACTERS)
                .weigher((String token, Verified result) -> token.length())
                .build();
    }

    /** Starts fetching the issuer's keys at once; creation succeeds even if the fetch fails. */
    public static TokenVerifier create(Vertx vertx, AuthSettings settings) {
        return create(vertx, settings, Clock.systemUTC());
    }

    static TokenVerifier create(Vertx vertx, AuthSettings settings, Clock clock) {
        JwksFetch fetch = new JwksFetch(vertx, settings);
        return new TokenVerifier(settings, new KeySet(vertx, fetch::fetch, clock), clock);
    }

    /** Down before the first keys have arrived, degraded while they cannot be renewed. */
    public Status status() {
        if (keys.known() == null) {
            return Status.down("the keys of the token issuer cannot be fetched");
        }
        return keys.failing() ? Status.degraded("the keys of the token issuer cannot be renewed") : Status.up();
    }

    public Future<Caller> verify(String token) {
        Verified remembered = verified.getIfPresent(token);
        if (remembered != null && clock.instant().isBefore(remembered.expiry) && isStillPublished(token, remembered)) {
            return Future.succeededFuture(remembered.caller);
        }
        try {
            return verifyAnew(token);
        } catch (TokenRefused refused) {
            return Future.failedFuture(refused);
        }
    }

    private boolean isStillPublished(String token, Verified remembered) {
        JWKSet known = keys.known();
        if (known == remembered.among) {
            return true;
        }
        if (known == null || !known.getKeys().contains(remembered.key)) {
            return false;
        }
        verified.put(token, new Verified(remembered.caller, remembered.expiry, remembered.key, known));
        return true;
    }

    private Future<Caller> verifyAnew(String token) {
        if (token.length() > LONGEST_TOKEN) {
            throw new TokenRefused("the token is too long");
        }
        SignedJWT jwt = Signatures.parse(token);
        JWKSet known = keys.known();
        return (known == null ? keys.first() : Future.succeededFuture(known))
                .compose(set -> Signatures.candidates(set, jwt).isEmpty() ? keys.newer() : Future.succeededFuture(set))
                .map(set -> accept(token, jwt, set));
    }

    private Caller accept(String token, SignedJWT jwt, JWKSet set) {
        JWK key = Signatures.check(jwt, Signatures.candidates(set, jwt));
        TokenClaims.Accepted accepted = claims.check(jwt, token);
        verified.put(token, new Verified(accepted.caller(), accepted.expiry(), key, set));
        return accepted.caller();
    }
}
