package dev.tandem.kit.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The operator's key, by which the tokens of invitations are made and recognised: the invitation's id and its HMAC-SHA-256. So a
 * token need not be stored or sent between services; whoever has the key derives it from the id. Immutable, thread-safe.
 */
public final class InvitationKey {

    public static final String EXPECTED = "32 or more random bytes in Base64, as from: openssl rand -base64 32";

    /** The number of characters of a token, all of them of the alphabet of Base64 for addresses. */
    private static final int TOKEN_LENGTH = 64;

    private static final String HMAC = "HmacSHA256";
    private static final int LEAST_BYTES = 32;
    private static final int ID_BYTES = 16;
    private static final byte[] TOKEN = "tandem invitation".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEAL = "tandem mailbox".getBytes(StandardCharsets.US_ASCII);

    private final byte[] key;

    private InvitationKey(byte[] key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException without repeating the key */
    public static InvitationKey parse(String text) {
        byte[] key = decoded(text.strip());
        if (key.length < LEAST_BYTES) {
            throw new IllegalArgumentException("too short");
        }
        return new InvitationKey(key);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("not Base64");
        }
    }

    /** The token of an invitation, always the same; never logged. */
    public String token(UUID invitation) {
        byte[] id = bytes(invitation);
        byte[] seal = seal(TOKEN, id);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(id.length + seal.length)
                        .put(id)
                        .put(seal)
                        .array());
    }

    /** The invitation whose token this is; empty if it is none that {@link #token} made. Compares in constant time. */
    public Optional<UUID> invitation(String token) {
        if (token.length() != TOKEN_LENGTH) {
            return Optional.empty();
        }
        byte[] shown;
        try {
            shown = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException noToken) {
            return Optional.empty();
        }
        byte[] id = Arrays.copyOf(shown, ID_BYTES);
        byte[] seal = Arrays.copyOfRange(shown, ID_BYTES, shown.length);
        ByteBuffer halves = ByteBuffer.wrap(id);
        return MessageDigest.isEqual(seal, seal(TOKEN, id))
                ? Optional.of(new UUID(halves.getLong(), halves.getLong()))
                : Optional.empty();
    }

    /**
     * The HMAC-SHA-256 of a text, always the same: equal texts are found by it, and nobody reads or tries one without the key.
     * Never the HMAC in a token.
     */
    public String seal(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(seal(SEAL, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private byte[] seal(byte[] purpose, byte[] data) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update(purpose);
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "InvitationKey";
    }
}
