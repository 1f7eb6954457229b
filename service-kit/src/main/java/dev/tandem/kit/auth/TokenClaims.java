package dev.tandem.kit.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the claims of a token; its signature is checked elsewhere. */
final class TokenClaims {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
    private static final int LONGEST_EMAIL = 320;
    private static final int LONGEST_NAME = 200;

    /** The caller, and the instant from which their token is no longer accepted. */
    record Accepted(Caller caller, Instant expiry) {}

    private final AuthSettings settings;
    private final Clock clock;

    TokenClaims(AuthSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Accepted check(SignedJWT jwt, String token) {
        try {
            return check(jwt.getJWTClaimsSet(), token);
        } catch (ParseException malformed) {
            throw new TokenRefused("the token is malformed");
        }
    }

    private Accepted check(JWTClaimsSet claims, String token) throws ParseException {
        Date expiry = claims.getExpirationTime();
        if (expiry == null) {
            throw new TokenRefused("the token has no exp");
        }
        Instant end = expiry.toInstant().plus(CLOCK_SKEW);
        if (!clock.instant().isBefore(end)) {
            throw new TokenRefused("the token has expired");
        }
        Date start = claims.getNotBeforeTime();
        if (start != null && clock.instant().isBefore(start.toInstant().minus(CLOCK_SKEW))) {
            throw new TokenRefused("the token is not valid yet");
        }
        if (!settings.issuer().equals(claims.getIssuer())) {
            throw new TokenRefused("the token is from another issuer");
        }
        if (!claims.getAudience().contains(settings.audience())) {
            throw new TokenRefused("the token is for another audience");
        }
        return new Accepted(caller(claims, token), end);
    }

    private static Caller caller(JWTClaimsSet claims, String token) throws ParseException {
        String userId = claims.getSubject();
        if (userId == null || userId.isBlank()) {
            throw new TokenRefused("the token has no sub");
        }
        String objection = UserIdRules.objection(userId);
        if (objection != null) {
            throw new TokenRefused("the sub of the token " + objection);
        }
        return new Caller(
                userId,
                profile(claims, "email", LONGEST_EMAIL),
                isFalse(claims.getClaim("email_verified")),
                profile(claims, "name", LONGEST_NAME),
                ops(claims),
                token);
    }

    /** Returns null if the claim is missing or cannot be stored unchanged: no user is refused because of their name. */
    private static @Nullable String profile(JWTClaimsSet claims, String name, int longest) {
        return claims.getClaim(name) instanceof String text
                        && !text.isBlank()
                        && text.codePointCount(0, text.length()) <= longest
                        && text.codePoints().noneMatch(TokenClaims::cannotBeKept)
                ? text
                : null;
    }

    private static boolean cannotBeKept(int character) {
        return character == 0 || Character.getType(character) == Character.SURROGATE;
    }

    /** Some issuers write the claim as a text. */
    private static boolean isFalse(@Nullable Object claim) {
        return claim != null && claim.toString().equalsIgnoreCase("false");
    }

    private static boolean ops(JWTClaimsSet claims) {
        return claims.getClaim("roles") instanceof List<?> roles && roles.contains("ops");
    }
}
