package dev.tandem.kit.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.tandem.kit.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An issuer of tokens whose published keys a test controls. */
final class Issuer implements AutoCloseable {

    static final String ISSUER = "https://id.tandem.test";
    static final String AUDIENCE = "tandem";
    static final RSAKey ANNAS_KEY = rsa("first");
    static final RSAKey NEXT_KEY = rsa("second");
    static final ECKey CURVED_KEY = curved("curved");

    final AtomicInteger fetches = new AtomicInteger();
    private final HttpServer server;
    private volatile String published = "";
    private volatile int status = 200;

    Issuer(Vertx vertx) {
        publish(ANNAS_KEY);
        server = Awaiting.get(vertx.createHttpServer()
                .requestHandler(request -> {
                    fetches.incrementAndGet();
                    request.response().setStatusCode(status).end(published);
                })
                .listen(0, "127.0.0.1"));
    }

    AuthSettings settings() {
        return new AuthSettings(ISSUER, AUDIENCE, URI.create("http://127.0.0.1:" + server.actualPort() + "/keys"));
    }

    void publish(JWK... keys) {
        published = new JWKSet(List.of(keys)).toString();
    }

    void publishRaw(String body) {
        published = body;
    }

    void answer(int code) {
        status = code;
    }

    static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("anna")
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
    }

    static String token(Instant now) {
        return token(now, claims -> claims);
    }

    static String token(Instant now, UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(ANNAS_KEY, change.apply(claims(now)).build());
    }

    static String signed(JWK key, JWTClaimsSet claims) {
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

    static String unsigned(JWTClaimsSet claims) {
        return new PlainJWT(claims).serialize();
    }

    /** HS256 with the text of the public key as the secret: the classic confusion. */
    static String signedWithThePublicKey(JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(ANNAS_KEY.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new MACSigner(ANNAS_KEY.toRSAPublicKey().getEncoded()));
            return jwt.serialize();
        } catch (JOSEException failed) {
            throw new AssertionError(failed);
        }
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
        Awaiting.get(server.close());
    }
}
