package dev.tandem.notifier.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The operator's key, from which the secrets of all webhooks are derived, so that the database holds none. */
public final class WebhookKey {

    static final String EXPECTED = "32 or more random bytes in Base64, as from: openssl rand -base64 32";

    private static final String HMAC = "HmacSHA256";
    private static final int LEAST_BYTES = 32;

    private final byte[] key;

    private WebhookKey(byte[] key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException without repeating the key */
    static WebhookKey parse(String text) {
        byte[] key = decoded(text.strip());
        if (key.length < LEAST_BYTES) {
            throw new IllegalArgumentException("too short");
        }
        return new WebhookKey(key);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("not Base64");
        }
    }

    /**
     * Derives 32 bytes for a purpose, always the same. They reveal nothing about the key or about the bytes for other
     * purposes.
     */
    byte[] derive(String purpose) {
        return hmac(key, purpose.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "WebhookKey";
    }
}
