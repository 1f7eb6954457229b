package dev.tandem.kit.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.tandem.kit.testing.TokenIssuer;

/** Tokens that nobody issued. */
final class Forgeries {

    private Forgeries() {}

    static String unsigned(JWTClaimsSet claims) {
        return new PlainJWT(claims).serialize();
    }

    /** HS256 with the text of the public key as the secret: the classic confusion. */
    static String signedWithThePublicKey(JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(TokenIssuer.ANNAS_KEY.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new MACSigner(TokenIssuer.ANNAS_KEY.toRSAPublicKey().getEncoded()));
            return jwt.serialize();
        } catch (JOSEException failed) {
            throw new AssertionError(failed);
        }
    }
}
