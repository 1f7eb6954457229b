package dev.tandem.kit.auth;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static dev.tandem.kit.testing.TokenIssuer.ANNAS_KEY;
import static dev.tandem.kit.testing.TokenIssuer.CURVED_KEY;
import static dev.tandem.kit.testing.TokenIssuer.NEXT_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.testing.TokenIssuer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {

    private final Vertx vertx = Vertx.vertx();
    private final SettableClock clock = new SettableClock();
    private final TokenIssuer issuer = new TokenIssuer();

    @AfterEach
    void close() {
        issuer.close();
        get(vertx.close());
    }

    private TokenVerifier verifier() {
        return TokenVerifier.create(vertx, issuer.settings(), clock);
    }

    private String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return TokenIssuer.token(clock.instant(), change);
    }

    private void assertRefused(String token, String reason) {
        assertThat(failure(verifier().verify(token)))
                .isInstanceOf(TokenRefused.class)
                .hasMessage(reason);
    }

    @Test
    void a_good_token_says_who_calls() {
        String token = token(claims ->
                claims.claim("email", "anna@tandem.test").claim("name", "Anna").claim("roles", List.of("ops")));
        assertThat(get(verifier().verify(token)))
                .isEqualTo(new Caller("anna", "anna@tandem.test", "Anna", true, token));
        Caller plain = get(verifier().verify(token(claims -> claims)));
        assertThat(plain.ops()).isFalse();
        assertThat(plain.email()).isNull();
        assertThat(plain.toString()).doesNotContain(plain.token());
    }

    @Test
    void an_address_is_in_doubt_only_if_the_issuer_says_so() {
        assertThat(get(verifier().verify(token(claims -> claims.claim("email", "a@b.c"))))
                        .emailDoubted())
                .isFalse();
        assertThat(get(verifier().verify(token(claims -> claims.claim("email_verified", true))))
                        .emailDoubted())
                .isFalse();
        assertThat(get(verifier().verify(token(claims -> claims.claim("email_verified", false))))
                        .emailDoubted())
                .isTrue();
        assertThat(get(verifier().verify(token(claims -> claims.claim("email_verified", "false"))))
                        .emailDoubted())
                .isTrue();
    }

    @Test
    void an_elliptic_signature_is_as_good() {
        issuer.publish(ANNAS_KEY, CURVED_KEY);
        String token = TokenIssuer.signed(
                CURVED_KEY, TokenIssuer.claims(clock.instant()).build());
        assertThat(get(verifier().verify(token)).userId()).isEqualTo("anna");
    }

    @Test
    void what_is_not_a_token_is_malformed() {
        for (String text : List.of("x", "a.b.c", "..", "eyJ.eyJ.", "a".repeat(9_000))) {
            assertThat(failure(verifier().verify(text))).isInstanceOf(TokenRefused.class);
        }
    }

    @Test
    void forged_signatures_are_refused() {
        String good = token(claims -> claims);
        String other = token(claims -> claims.subject("mallory"));
        String[] parts = good.split("\\.");
        String forged = parts[0] + "." + other.split("\\.")[1] + "." + parts[2];
        assertRefused(forged, "the signature of the token is wrong");
        String own = TokenIssuer.signed(
                new com.nimbusds.jose.jwk.RSAKey.Builder(NEXT_KEY)
                        .keyID("first")
                        .build(),
                TokenIssuer.claims(clock.instant()).build());
        assertRefused(own, "the signature of the token is wrong");
    }

    @Test
    void other_algorithms_are_refused_before_any_key_is_looked_at() {
        JWTClaimsSet claims = TokenIssuer.claims(clock.instant()).build();
        assertThat(failure(verifier().verify(Forgeries.unsigned(claims)))).isInstanceOf(TokenRefused.class);
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes()) + "."
                + TokenIssuer.token(clock.instant()).split("\\.")[1] + ".AAAA";
        assertThat(failure(verifier().verify(none))).isInstanceOf(TokenRefused.class);
        assertRefused(Forgeries.signedWithThePublicKey(claims), "the token is not signed with RS256 or ES256");
    }

    @Test
    void every_claim_counts() {
        Date past = Date.from(clock.instant().minus(Duration.ofSeconds(31)));
        Date future = Date.from(clock.instant().plus(Duration.ofSeconds(31)));
        assertRefused(token(claims -> claims.expirationTime(past)), "the token has expired");
        assertRefused(token(claims -> claims.expirationTime(null)), "the token has no exp");
        assertRefused(token(claims -> claims.notBeforeTime(future)), "the token is not valid yet");
        assertRefused(token(claims -> claims.issuer("https://evil.test")), "the token is from another issuer");
        assertRefused(token(claims -> claims.issuer(null)), "the token is from another issuer");
        assertRefused(token(claims -> claims.audience("others")), "the token is for another audience");
        assertRefused(token(claims -> claims.audience((String) null)), "the token is for another audience");
        assertRefused(token(claims -> claims.subject(null)), "the token has no sub");
        assertRefused(token(claims -> claims.subject(" ")), "the token has no sub");
        assertRefused(
                token(claims -> claims.subject("x".repeat(256))), "the sub of the token is longer than 255 characters");
        assertThat(get(verifier().verify(token(claims -> claims.subject("x".repeat(255)))))
                        .userId())
                .hasSize(255);
    }

    /** Or somebody could be taken for somebody else. */
    @Test
    void a_sub_with_what_cannot_be_seen_is_refused() {
        for (String sub : List.of("carol ", " carol", "\u00A0carol", "carol\n")) {
            assertRefused(token(claims -> claims.subject(sub)), "the sub of the token has blanks around it");
        }
        for (String sub :
                List.of("ca\u200Brol", "\u202Ecarol", "ca\trol", "ca\u0378rol", "ca\u00ADrol", "ca\uDB40\uDC41rol")) {
            assertRefused(
                    token(claims -> claims.subject(sub)), "the sub of the token has a character that cannot be seen");
        }
        for (String sub : List.of("auth0|j\u00F6rg/1", "CN=Carol Smith,O=Acme", "\uD83D\uDE80", "\u5F20\u4F1F")) {
            assertThat(get(verifier().verify(token(claims -> claims.subject(sub))))
                            .userId())
                    .isEqualTo(sub);
        }
    }

    /** What the services behind would refuse, or keep as another text. */
    @Test
    void a_profile_that_cannot_be_kept_is_none() {
        for (String name : List.of("a\0b", "x".repeat(201), " ")) {
            Caller caller = get(verifier().verify(token(claims -> claims.claim("name", name))));
            assertThat(caller.name()).isNull();
        }
        assertThat(get(verifier().verify(token(claims -> claims.claim("name", "x".repeat(200)))))
                        .name())
                .hasSize(200);
        assertThat(get(verifier().verify(token(claims -> claims.claim("email", "x".repeat(321)))))
                        .email())
                .isNull();
    }

    @Test
    void clocks_may_differ_by_half_a_minute() {
        Date justPast = Date.from(clock.instant().minus(Duration.ofSeconds(29)));
        assertThat(get(verifier().verify(token(claims -> claims.expirationTime(justPast))))
                        .userId())
                .isEqualTo("anna");
    }

    @Test
    void a_remembered_token_is_refused_once_it_expires() {
        TokenVerifier verifier = verifier();
        String token =
                token(claims -> claims.expirationTime(Date.from(clock.instant().plusSeconds(10))));
        assertThat(get(verifier.verify(token)).userId()).isEqualTo("anna");
        clock.pass(Duration.ofSeconds(39));
        assertThat(get(verifier.verify(token)).userId()).isEqualTo("anna");
        clock.pass(Duration.ofSeconds(1));
        assertThat(failure(verifier.verify(token))).hasMessage("the token has expired");
    }

    @Test
    void a_withdrawn_key_is_worth_nothing_once_it_is_no_longer_published() {
        TokenVerifier verifier = verifier();
        String token = token(claims -> claims);
        assertThat(get(verifier.verify(token)).userId()).isEqualTo("anna");
        issuer.publish(NEXT_KEY);
        String next =
                TokenIssuer.signed(NEXT_KEY, TokenIssuer.claims(clock.instant()).build());
        clock.pass(Duration.ofSeconds(11));
        assertThat(get(verifier.verify(next)).userId()).isEqualTo("anna");
        assertThat(failure(verifier.verify(token))).hasMessage("the token is signed with an unknown key");
    }

    @Test
    void a_remembered_token_outlives_a_rotation_that_leaves_its_key_there() {
        TokenVerifier verifier = verifier();
        String token = token(claims -> claims);
        Caller anna = get(verifier.verify(token));
        issuer.publish(ANNAS_KEY, NEXT_KEY);
        clock.pass(Duration.ofSeconds(11));
        get(verifier.verify(
                TokenIssuer.signed(NEXT_KEY, TokenIssuer.claims(clock.instant()).build())));
        assertThat(get(verifier.verify(token))).as("not verified anew").isSameAs(anna);
    }

    @Test
    void after_a_rotation_the_new_key_is_fetched_but_not_more_often_than_every_ten_seconds() {
        TokenVerifier verifier = verifier();
        get(verifier.verify(token(claims -> claims)));
        String next =
                TokenIssuer.signed(NEXT_KEY, TokenIssuer.claims(clock.instant()).build());
        assertThat(failure(verifier.verify(next))).hasMessage("the token is signed with an unknown key");
        issuer.publish(ANNAS_KEY, NEXT_KEY);
        clock.pass(Duration.ofSeconds(9));
        assertThat(failure(verifier.verify(next))).hasMessage("the token is signed with an unknown key");
        assertThat(issuer.fetches).hasValue(1);
        clock.pass(Duration.ofSeconds(2));
        List<Future<Caller>> many =
                IntStream.range(0, 50).mapToObj(i -> verifier.verify(next)).toList();
        many.forEach(verified -> assertThat(get(verified).userId()).isEqualTo("anna"));
        assertThat(issuer.fetches).hasValue(2);
    }

    @Test
    void while_the_keys_cannot_be_fetched_no_token_is_judged_and_it_heals_by_itself() {
        issuer.answer(500);
        TokenVerifier verifier = verifier();
        String token = token(claims -> claims);
        assertThat(failure(verifier.verify(token))).isInstanceOf(KeysUnavailable.class);
        assertThat(verifier.status().state()).isEqualTo(Status.State.DOWN);
        issuer.answer(200);
        Awaitility.await()
                .untilAsserted(() -> assertThat(verifier.status().state()).isEqualTo(Status.State.UP));
        assertThat(get(verifier.verify(token)).userId()).isEqualTo("anna");
    }

    @Test
    void known_keys_outlive_their_issuer_and_unknown_ones_are_not_judged_then() {
        TokenVerifier verifier = verifier();
        get(verifier.verify(token(claims -> claims)));
        issuer.close();
        clock.pass(Duration.ofMinutes(2));
        String next =
                TokenIssuer.signed(NEXT_KEY, TokenIssuer.claims(clock.instant()).build());
        assertThat(failure(verifier.verify(next))).isInstanceOf(KeysUnavailable.class);
        assertThat(failure(verifier.verify(next))).isInstanceOf(KeysUnavailable.class);
        assertThat(get(verifier.verify(token(claims -> claims))).userId()).isEqualTo("anna");
        assertThat(verifier.status().state()).isEqualTo(Status.State.DEGRADED);
    }

    @Test
    void a_key_set_that_is_too_large_or_none_is_not_taken() {
        issuer.publishRaw("{\"keys\":[" + " ".repeat(300 * 1024) + "]}");
        assertThat(failure(verifier().verify(token(claims -> claims)))).isInstanceOf(KeysUnavailable.class);
        issuer.publishRaw("<html>");
        assertThat(failure(verifier().verify(token(claims -> claims)))).isInstanceOf(KeysUnavailable.class);
    }
}
