package dev.tandem.gateway.ticket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A random secret that stands for a token. Whoever keeps the token under the {@link #digest} and as {@link #sealed} can read it
 * only while somebody presents the ticket.
 */
final class StreamTicket {

    private static final int SECRET_BYTES = 32;
    private static final int TEXT_LENGTH = 43;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] PURPOSE = "tandem stream ticket".getBytes(StandardCharsets.US_ASCII);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;

    private StreamTicket(byte[] secret) {
        this.secret = secret;
    }

    static StreamTicket random() {
        return new StreamTicket(randomBytes(SECRET_BYTES));
    }

    /** Empty if the text is none that {@link #text} wrote. */
    static Optional<StreamTicket> read(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StreamTicket(Base64.getUrlDecoder().decode(text)));
        } catch (IllegalArgumentException noTicket) {
            return Optional.empty();
        }
    }

    /** The ticket as it stands in addresses; never logged. */
    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The token, encrypted with a key that is derived from the ticket. */
    byte[] sealed(String token) {
        byte[] nonce = randomBytes(NONCE_BYTES);
        byte[] encrypted = crypt(Cipher.ENCRYPT_MODE, nonce, token.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(nonce.length + encrypted.length)
                .put(nonce)
                .put(encrypted)
                .array();
    }

    /** @throws IllegalStateException if the token was sealed by another ticket, or altered */
    String opened(byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] encrypted = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
        return new String(crypt(Cipher.DECRYPT_MODE, nonce, encrypted), StandardCharsets.UTF_8);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A token was not sealed by this ticket", e);
        }
    }

    private byte[] key() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(PURPOSE);
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "StreamTicket";
    }
}
