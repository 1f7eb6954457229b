package dev.tandem.kit.warmup;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Plays the token issuer and the permission service while a service warms up, on a free port of the loopback interface. Every
 * permission question is answered with the role of owner. The tokens expire five minutes after construction. Closes with Vert.x.
 */
final class StubServer {

    static final String ISSUER = "warm-up";
    static final String AUDIENCE = "warm-up";

    private static final int USERS = 16;
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final ECKey key;
    private final List<String> tokens;
    private volatile int port;
    private int given;

    StubServer() {
        try {
            this.key = new ECKeyGenerator(Curve.P_256).keyID("warm-up").generate();
            this.tokens = IntStream.range(0, USERS).mapToObj(this::issue).toList();
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot sign with ES256", e);
        }
    }

    Future<Void> listen(Vertx vertx) {
        return vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .onSuccess(server -> port = server.actualPort())
                .mapEmpty();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String token() {
        given = (given + 1) % USERS;
        return tokens.get(given);
    }

    private String issue(int user) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("warm-up-" + user)
                .claim("email", "warm-up@example.com")
                .claim("name", "Warm-up")
                .expirationTime(Date.from(Instant.now().plus(LIFETIME)))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot sign with ES256", e);
        }
        return token.serialize();
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals("/keys")) {
            send(request, new JsonObject(new JWKSet(key).toPublicJWKSet().toString()));
        } else {
            request.body().onSuccess(body -> send(request, permitted(body.toJsonObject())));
        }
    }

    private static JsonObject permitted(JsonObject asked) {
        JsonArray answers = new JsonArray();
        for (Object each : asked.getJsonArray("questions")) {
            JsonObject question = (JsonObject) each;
            answers.add(new JsonObject()
                    .put("workspaceId", question.getString("workspaceId"))
                    .put("role", "owner"));
        }
        return new JsonObject().put("answers", answers);
    }

    private static void send(HttpServerRequest request, JsonObject answer) {
        request.response().putHeader("Content-Type", "application/json").end(answer.toBuffer());
    }
}
