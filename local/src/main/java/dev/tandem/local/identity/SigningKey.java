package dev.tandem.local.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.tandem.backends.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/** The key pair with which an issuer signs. Its file, which only its owner can read, is what makes a token valid. */
public final class SigningKey {

    private static final int BITS = 2048;

    private final RSAKey key;

    private SigningKey(RSAKey key) {
        this.key = key;
    }

    /** A new key that is kept nowhere. */
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

    /** The key in that file; when there is none, a new one, which is written there. */
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

    RSAKey key() {
        return key;
    }

    /** The public half, as the JSON of a key set. */
    String published() {
        return new JWKSet(key.toPublicJWK()).toString();
    }
}
