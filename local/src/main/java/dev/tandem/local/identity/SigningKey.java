package dev.tandem.local.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.tandem.backends.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Holds the key pair with which an issuer signs. Only its owner can read its file, because whoever has that key can
 * issue valid tokens.
 */
public final class SigningKey {

    private static final int BITS = 2048;
    private static final String HMAC = "HmacSHA256";

    private final RSAKey key;

    private SigningKey(RSAKey key) {
        this.key = key;
    }

    /** Makes a new key that is not stored. */
    public static SigningKey passing() {
        try {
            return new SigningKey(new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot make an RSA key", e);
        }
    }

    /** Reads the key from that file, or makes a new one and stores it there. */
    public static SigningKey keptIn(Path file) {
        if (Files.exists(file)) {
            return readFrom(file);
        }
        SigningKey key = passing();
        PrivateFiles.replace(file, key.key.toJSONString());
        return key;
    }

    public static SigningKey readFrom(Path file) {
        try {
            return new SigningKey(RSAKey.parse(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException(file + " does not hold a key; delete it", e);
        }
    }

    /** Derives a secret for a purpose, in Base64: the same as long as this key is kept, and revealing nothing about it. */
    public String derive(String purpose) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.toRSAPrivateKey().getEncoded(), HMAC));
            return Base64.getEncoder().encodeToString(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA-256", e);
        }
    }

    RSAKey key() {
        return key;
    }

    /** Returns the public half as a JSON key set. */
    String published() {
        return new JWKSet(key.toPublicJWK()).toString();
    }
}
