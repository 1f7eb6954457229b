package dev.tandem.kit.auth;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.tls.Certificates;
import dev.tandem.backends.tls.TlsProxy;
import dev.tandem.kit.testing.TokenIssuer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose keys we believe to be the issuer's. */
@Timeout(60)
class EncryptedKeysTest {

    @TempDir
    static Path directory;

    private static Certificates certificates;

    private final Vertx vertx = Vertx.vertx();
    private final TokenIssuer issuer = new TokenIssuer();

    @BeforeAll
    static void certify() {
        certificates = Certificates.in(directory);
    }

    @AfterEach
    void close() {
        issuer.close();
        get(vertx.close());
    }

    private TlsProxy showing(SSLContext shown) {
        URI plain = issuer.settings().jwksUri();
        return TlsProxy.to(plain.getHost(), plain.getPort(), shown);
    }

    private TokenVerifier verifier(TlsProxy way, Optional<String> authorities) {
        URI keys = URI.create("https://localhost:" + way.port() + "/keys");
        return TokenVerifier.create(
                vertx, new AuthSettings(TokenIssuer.ISSUER, TokenIssuer.AUDIENCE, keys, authorities));
    }

    private static Optional<String> authority() {
        return Optional.of(certificates.authority().toString());
    }

    @Test
    void keys_from_a_place_that_our_own_authority_vouches_for_are_believed() {
        try (TlsProxy way = showing(certificates.signedFor("localhost"))) {
            assertThat(get(verifier(way, authority()).verify(issuer.tokenOf("anna")))
                            .userId())
                    .isEqualTo("anna");
        }
    }

    @Test
    void keys_from_a_place_that_vouches_for_itself_are_not() {
        try (TlsProxy way = showing(certificates.selfSignedFor("localhost"))) {
            refused(way, authority());
        }
    }

    @Test
    void keys_from_a_place_with_a_certificate_for_another_name_are_not() {
        try (TlsProxy way = showing(certificates.signedFor("elsewhere.test"))) {
            refused(way, authority());
        }
    }

    @Test
    void without_an_authority_of_our_own_those_of_java_decide() {
        try (TlsProxy way = showing(certificates.signedFor("localhost"))) {
            refused(way, Optional.empty());
        }
    }

    private void refused(TlsProxy way, Optional<String> authorities) {
        assertThat(failure(verifier(way, authorities).verify(issuer.tokenOf("anna"))))
                .isInstanceOf(KeysUnavailable.class);
        assertThat(way.shakenHands()).isZero();
        assertThat(issuer.fetches).hasValue(0);
    }
}
