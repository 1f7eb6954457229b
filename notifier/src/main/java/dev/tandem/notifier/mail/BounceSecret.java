package dev.tandem.notifier.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The secret that reports of bounced mails must present. Holds only a digest of it, and compares in constant time. */
public final class BounceSecret {

    static final String EXPECTED = "32 to 200 letters, digits, '-' and '_', as from: openssl rand -hex 32";

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final byte[] digest;

    private BounceSecret(byte[] digest) {
        this.digest = digest;
    }

    /** @throws IllegalArgumentException without repeating the secret */
    static BounceSecret parse(String text) {
        if (!text.matches("[A-Za-z0-9_-]{32,200}")) {
            throw new IllegalArgumentException("not a secret");
        }
        return new BounceSecret(digest(text));
    }

    /**
     * Returns true if the value of the header {@code Authorization} presents the secret: as a bearer token, or as the
     * password of any user, because many senders can only be given an address such as {@code https://user:password@host/}.
     */
    boolean isShownBy(@Nullable String authorization) {
        return authorization != null && MessageDigest.isEqual(digest, digest(shown(authorization)));
    }

    private static String shown(String authorization) {
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            String account = decoded(authorization.substring(BASIC.length()).strip());
            return account.substring(account.indexOf(':') + 1);
        }
        return "";
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "BounceSecret";
    }
}
