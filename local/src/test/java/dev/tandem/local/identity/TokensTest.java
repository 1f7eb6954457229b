package dev.tandem.local.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import dev.tandem.kit.auth.AuthSettings;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.auth.TokenRefused;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.local.http.JsonServer;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final SigningKey KEY = SigningKey.passing();

    private final Vertx vertx = Vertx.vertx();
    private JsonServer server;
    private TokenVerifier verifier;

    @BeforeEach
    void publish() {
        server = JsonServer.onLoopback();
        verifier = TokenVerifier.create(
                vertx, new AuthSettings(Tokens.ISSUER, Tokens.AUDIENCE, PublishedKeys.serve(KEY, server)));
    }

    @AfterEach
    void close() {
        server.close();
        vertx.close().await();
    }

    @Test
    void services_accept_a_token_and_learn_who_calls() {
        Caller caller = verify(new Tokens(KEY).issue("alice", false));

        assertThat(caller.userId()).isEqualTo("alice");
        assertThat(caller.email()).isEqualTo("alice@example.com");
        assertThat(caller.name()).isEqualTo("Alice");
        assertThat(caller.ops()).isFalse();
    }

    @Test
    void an_operators_token_opens_what_is_for_operators() {
        assertThat(verify(new Tokens(KEY).issue("olga", true)).ops()).isTrue();
    }

    @Test
    void a_token_of_another_key_is_refused() {
        String foreign = new Tokens(SigningKey.passing()).issue("alice", false);

        assertThatThrownBy(() -> verify(foreign)).isInstanceOf(TokenRefused.class);
    }

    @Test
    void a_token_is_good_for_eight_hours() throws Exception {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        Tokens tokens = new Tokens(KEY, Clock.fixed(now, ZoneOffset.UTC));

        var claims = SignedJWT.parse(tokens.issue("alice", false)).getJWTClaimsSet();

        assertThat(claims.getIssueTime()).isEqualTo(now);
        assertThat(claims.getExpirationTime()).isEqualTo(now.plus(Duration.ofHours(8)));
        assertThat(claims.getJWTID()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "a/b", "0123456789012345678901234567890123456789012345678901234567890123x"})
    void no_token_is_issued_for_what_is_no_user(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tokens(KEY).issue(name, false));
    }

    private Caller verify(String token) {
        try {
            return verifier.verify(token)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException failed) {
            throw (RuntimeException) failed.getCause();
        }
    }
}
