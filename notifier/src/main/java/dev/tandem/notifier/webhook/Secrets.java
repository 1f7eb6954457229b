package dev.tandem.notifier.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * One generation of a webhook's secrets: the shared one of {@code v1} (HMAC-SHA-256) and the key pair of {@code v1a} (Ed25519,
 * RFC 8032).
 */
final class Secrets {

    private static final String ED25519 = "Ed25519";
    private static final int PUBLIC_KEY_BYTES = 32;

    private final byte[] shared;
    private final byte[] seed;

    private Secrets(byte[] shared, byte[] seed) {
        this.shared = shared;
        this.seed = seed;
    }

    /** @param generation 1 at first, one more after each rotation */
    static Secrets of(WebhookKey key, UUID webhook, int generation) {
        String whose = webhook + "/" + generation;
        return new Secrets(key.derive("whsec/" + whose), key.derive("whsk/" + whose));
    }

    /** The secret as its receiver keeps it. */
    String shared() {
        return "whsec_" + base64(shared);
    }

    /** The key with which anybody can check {@code v1a}: 32 bytes as in RFC 8032. */
    String publicKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ED25519);
            generator.initialize(NamedParameterSpec.ED25519, new SeedAsRandom(seed));
            byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
            return "whpk_" + base64(Arrays.copyOfRange(encoded, encoded.length - PUBLIC_KEY_BYTES, encoded.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 15 has Ed25519", e);
        }
    }

    /** Both signatures of {@code id.timestamp.body}, as the header {@code webhook-signature} lists them. */
    String sign(UUID id, long timestamp, String body) {
        byte[] content = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
        return "v1," + base64(WebhookKey.hmac(shared, content)) + " v1a," + base64(signed(content));
    }

    private byte[] signed(byte[] content) {
        try {
            PrivateKey key = KeyFactory.getInstance(ED25519)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            Signature signature = Signature.getInstance(ED25519);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 15 has Ed25519", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** A private key of Ed25519 is 32 random bytes; this makes the generator use the given ones. */
    private static final class SeedAsRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        SeedAsRandom(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
