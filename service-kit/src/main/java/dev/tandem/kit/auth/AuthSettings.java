package dev.tandem.kit.auth;

import dev.tandem.kit.config.Environment;
import java.net.URI;

/** Whose tokens are accepted, for whom, and where their keys are published. */
public record AuthSettings(String issuer, String audience, URI jwksUri) {

    public static AuthSettings from(Environment environment) {
        return new AuthSettings(
                environment.text("AUTH_ISSUER", "the iss of accepted tokens"),
                environment.text("AUTH_AUDIENCE", "the aud of accepted tokens"),
                environment.uri("AUTH_JWKS_URI", "where the issuer publishes its keys"));
    }
}
