package dev.tandem.kit.auth;

import dev.tandem.kit.config.Environment;
import java.net.URI;
import java.util.Optional;

/**
 * The issuer and the audience of accepted tokens, and where the issuer publishes its keys.
 *
 * @param authorities a PEM file with the certificate authorities trusted for {@code jwksUri}; empty for Java's own
 */
public record AuthSettings(String issuer, String audience, URI jwksUri, Optional<String> authorities) {

    /** Trusts Java's own certificate authorities for {@code jwksUri}. */
    public AuthSettings(String issuer, String audience, URI jwksUri) {
        this(issuer, audience, jwksUri, Optional.empty());
    }

    public static AuthSettings from(Environment environment) {
        return new AuthSettings(
                environment.text("AUTH_ISSUER", "the iss of accepted tokens"),
                environment.text("AUTH_AUDIENCE", "the aud of accepted tokens"),
                environment.uri("AUTH_JWKS_URI", "where the issuer publishes its keys"),
                environment.optionalText(
                        "AUTH_JWKS_CA_FILE",
                        "PEM file of the authorities that vouch for where the keys are, instead of Java's own"));
    }
}
