package dev.tandem.kit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.kit.auth.AuthSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Issues tokens, and publishes keys that a test controls. */
public final class TokenIssuer implements AutoCloseable {

    public static final String ISSUER = "https://id.tandem.test";
    public static final String AUDIENCE = "tandem";
    public static final RSAKey ANNAS_KEY = rsa("first");
    public static final RSAKey NEXT_KEY = rsa("second");
    public static final ECKey CURVED_KEY = curved("curved");

    public final AtomicInteger fetches = new AtomicInteger();
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile String published = "";
    private volatile int status = 200;

    public TokenIssuer() {
        publish(ANNAS_KEY);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        server.createContext("/keys", this::answerKeys);
        server.start();
    }

    public AuthSettings settings() {
        return new AuthSettings(
                ISSUER,
                AUDIENCE,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys"));
    }

    public void publish(JWK... keys) {
        published = new JWKSet(List.of(keys)).toString();
    }

    public void publishRaw(String body) {
        published = body;
    }

    public void answer(int code) {
        status = code;
    }

    public static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("anna")
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))));
    }

    public static String token(Instant now) {
        return token(now, claims -> claims);
    }

    public static String token(Instant now, UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(ANNAS_KEY, change.apply(claims(now)).build());
    }

    /** A token with these claims beside those that every token needs. */
    public static String tokenWith(Map<String, Object> more) {
        return token(Instant.now(), claims -> {
            more.forEach(claims::claim);
            return claims;
        });
    }

    /** A token that every service accepts for five minutes or more. */
    public String tokenOf(String user) {
        return issued(user, claims -> claims.subject(user).claim("email", user + "@example.com"));
    }

    /** The same, of an operator. */
    public String tokenOfOperator(String user) {
        return issued("operator " + user, claims -> claims.subject(user).claim("roles", List.of("ops")));
    }

    /** Signing takes longer than most requests of a test, so that a token is used until half of its time is over. */
    private String issued(String owner, UnaryOperator<JWTClaimsSet.Builder> change) {
        Instant now = Instant.now();
        return issued.compute(
                        owner,
                        (same, last) -> last != null && last.at.isAfter(now.minus(Duration.ofMinutes(5)))
                                ? last
                                : new Issued(token(now, change), now))
                .token;
    }

    private record Issued(String token, Instant at) {}

    public static String signed(JWK key, JWTClaimsSet claims) {
        try {
            JWSSigner signer = key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.toRSAKey());
            JWSAlgorithm algorithm = key instanceof ECKey ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException failed) {
            throw new AssertionError(failed);
        }
    }

    private void answerKeys(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        byte[] body = published.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException failed) {
            throw new AssertionError(failed);
        }
    }

    private static ECKey curved(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
