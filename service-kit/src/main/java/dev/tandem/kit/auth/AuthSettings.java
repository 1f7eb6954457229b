package dev.tandem.kit.auth;

import dev.tandem.kit.config.Environment;
import java.net.URI;
import java.util.Optional;

/**
 * Whose tokens are accepted, for whom, and where their keys are published.
 *
 * @param authorities a PEM file with those who may vouch for where the keys are; empty for those of Java
 */
public record AuthSettings(String issuer, String audience, URI jwksUri, Optional<String> authorities) {

    /** Java's own authorities vouch for the place of the keys. */
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
