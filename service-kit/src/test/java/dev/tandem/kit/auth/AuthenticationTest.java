package dev.tandem.kit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Platform;
import dev.tandem.kit.Served;
import dev.tandem.kit.http.CorrelationId;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.testing.TokenIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationTest {

    private final Platform platform = Served.platform("served");
    private final TokenIssuer issuer = new TokenIssuer();
    private Served served;

    @BeforeAll
    void serve() {
        issuer.answer(503);
        TokenVerifier verifier = TokenVerifier.create(platform.vertx(), issuer.settings());
        served = Served.on(platform, HttpSettings.local(), router -> {
            router.route().handler(new Authentication(verifier));
            router.post("/me")
                    .handler(ctx -> ctx.end(
                            Caller.of(ctx).userId() + " " + ctx.body().asString() + " " + CorrelationId.current()));
        });
        HttpResponse<String> unjudged = post("Bearer " + TokenIssuer.token(Instant.now()));
        assertThat(unjudged.statusCode()).isEqualTo(503);
        assertThat(unjudged.headers().firstValue("Retry-After")).isPresent();
        issuer.answer(200);
        Awaitility.await()
                .untilAsserted(() -> assertThat(post("Bearer " + TokenIssuer.token(Instant.now()))
                                .statusCode())
                        .isEqualTo(200));
    }

    @AfterAll
    void close() {
        served.close();
    }

    private HttpResponse<String> post(String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(served.uri("/me"))
                .header("X-Correlation-Id", "mine")
                .POST(HttpRequest.BodyPublishers.ofString("hello"));
        return served.send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    private static Optional<String> challenge(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        return answer.headers().firstValue("WWW-Authenticate");
    }

    @Test
    void an_accepted_token_lets_the_request_pass_with_its_body_and_context() {
        assertThat(post("Bearer " + TokenIssuer.token(Instant.now())).body()).isEqualTo("anna hello mine");
        assertThat(post("bearer " + TokenIssuer.token(Instant.now())).body()).isEqualTo("anna hello mine");
    }

    @Test
    void a_missing_token_is_challenged_without_an_error() {
        assertThat(challenge(post(""))).hasValue("Bearer realm=\"tandem\"");
    }

    @Test
    void another_scheme_is_an_invalid_request() {
        assertThat(challenge(post("Basic YTpi")).orElseThrow()).contains("error=\"invalid_request\"");
        assertThat(challenge(post("Bearer ")).orElseThrow()).contains("error=\"invalid_request\"");
    }

    @Test
    void a_refused_token_is_told_why() {
        Instant now = Instant.now();
        String expired = TokenIssuer.token(now, claims -> claims.expirationTime(Date.from(now.minusSeconds(60))));
        HttpResponse<String> answer = post("Bearer " + expired);
        assertThat(challenge(answer))
                .hasValue(
                        "Bearer realm=\"tandem\", error=\"invalid_token\", error_description=\"the token has expired\"");
        assertThat(Served.json(answer).getString("detail")).isEqualTo("The token has expired.");
        assertThat(challenge(post("Bearer nonsense")).orElseThrow()).contains("the token is malformed");
    }
}
