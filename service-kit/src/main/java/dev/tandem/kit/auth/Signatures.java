package dev.tandem.kit.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import java.util.Set;

/** Parses tokens and verifies their signatures, which must be RS256 or ES256. Refuses a token with {@link TokenRefused}. */
final class Signatures {

    private static final Set<JWSAlgorithm> ACCEPTED = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    private Signatures() {}

    static SignedJWT parse(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!ACCEPTED.contains(jwt.getHeader().getAlgorithm())) {
                throw new TokenRefused("the token is not signed with RS256 or ES256");
            }
            return jwt;
        } catch (ParseException | IllegalArgumentException malformed) {
            throw new TokenRefused("the token is malformed");
        }
    }

    /** At most four keys that fit the token's algorithm and have its key id, or any id if the token names none. */
    static List<JWK> candidates(JWKSet set, SignedJWT jwt) {
        JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
        String id = jwt.getHeader().getKeyID();
        return set.getKeys().stream()
                .filter(key -> id == null || id.equals(key.getKeyID()))
                .filter(key -> fits(key, algorithm))
                .limit(4)
                .toList();
    }

    /** The key that signed the token. */
    static JWK check(SignedJWT jwt, List<JWK> candidates) {
        if (candidates.isEmpty()) {
            throw new TokenRefused("the token is signed with an unknown key");
        }
        for (JWK key : candidates) {
            if (signed(jwt, key)) {
                return key;
            }
        }
        throw new TokenRefused("the signature of the token is wrong");
    }

    private static boolean fits(JWK key, JWSAlgorithm algorithm) {
        if (key.getKeyUse() != null && key.getKeyUse() != KeyUse.SIGNATURE) {
            return false;
        }
        if (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm)) {
            return false;
        }
        return JWSAlgorithm.RS256.equals(algorithm)
                ? key instanceof RSAKey
                : key instanceof ECKey curved && Curve.P_256.equals(curved.getCurve());
    }

    private static boolean signed(SignedJWT jwt, JWK key) {
        try {
            JWSVerifier verifier = key instanceof ECKey curved
                    ? new ECDSAVerifier(curved.toECPublicKey())
                    : new RSASSAVerifier(key.toRSAKey().toRSAPublicKey());
            return jwt.verify(verifier);
        } catch (JOSEException unfit) {
            return false;
        }
    }
}
