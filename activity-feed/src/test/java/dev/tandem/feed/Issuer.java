package dev.tandem.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Issues tokens, and publishes the key that they are signed with. */
public final class Issuer implements AutoCloseable {

    static final String NAME = "https://issuer.test";
    static final String AUDIENCE = "tandem";

    private final KeyPair keys;
    private final HttpServer server;

    Issuer() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/keys", exchange -> {
            byte[] body = keySet().encode().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    String keysUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    String tokenOf(String userId) {
        JsonObject header = new JsonObject().put("alg", "RS256").put("kid", "test");
        JsonObject claims = new JsonObject()
                .put("iss", NAME)
                .put("aud", AUDIENCE)
                .put("sub", userId)
                .put("exp", Instant.now().plusSeconds(600).getEpochSecond());
        String signed = text(header.encode().getBytes(UTF_8)) + "."
                + text(claims.encode().getBytes(UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + text(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonObject keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("kty", "RSA")
                                        .put("kid", "test")
                                        .put("n", text(unsigned(key.getModulus())))
                                        .put("e", text(unsigned(key.getPublicExponent())))));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
