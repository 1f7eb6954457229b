package dev.tandem.local.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Issues tokens for any user, valid for eight hours and without a password: this issuer is meant for a developer's own
 * machine.
 */
public final class Tokens {

    public static final String ISSUER = "http://localhost/tandem";
    public static final String AUDIENCE = "tandem";

    static final Duration LIFETIME = Duration.ofHours(8);
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final SigningKey key;
    private final Clock clock;

    public Tokens(SigningKey key) {
        this(key, Clock.systemUTC());
    }

    Tokens(SigningKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /** Returns true if tokens are issued for that name: 1 to 64 letters, digits, dots, underscores and hyphens. */
    public static boolean isUser(String name) {
        return USER.matcher(name).matches();
    }

    /**
     * Issues a token signed with RS256.
     *
     * @param ops true if the token gives access to {@code /v1/admin}
     */
    public String issue(String user, boolean ops) {
        if (!isUser(user)) {
            throw new IllegalArgumentException("Not a user: " + user);
        }
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(user)
                .claim("email", user + "@example.com")
                .claim("name", capitalised(user))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString());
        if (ops) {
            claims.claim("roles", List.of("ops"));
        }
        return signed(claims.build());
    }

    private String signed(JWTClaimsSet claims) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.key().getKeyID())
                    .build();
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key.key()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot sign with RS256", e);
        }
    }

    private static String capitalised(String user) {
        return user.substring(0, 1).toUpperCase(Locale.ROOT) + user.substring(1);
    }
}
