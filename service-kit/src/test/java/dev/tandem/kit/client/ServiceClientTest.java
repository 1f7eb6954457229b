package dev.tandem.kit.client;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Platform;
import dev.tandem.kit.Served;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceClientTest {

    private static final Caller ANNA = new Caller("anna", null, null, false, "annas-token");

    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicInteger calls = new AtomicInteger();
    private final Served callee = Served.with(this::routes);
    private final Platform platform = Served.platform("caller");

    private void routes(Router router) {
        router.get("/hello").handler(ctx -> {
            calls.incrementAndGet();
            if (broken.get()) {
                ctx.fail(500, new IllegalStateException("broken on purpose"));
            } else {
                ctx.json(new JsonObject()
                        .put("name", ctx.request().getParam("name"))
                        .put("token", ctx.request().getHeader("Authorization")));
            }
        });
        router.put("/echo").handler(ctx -> ctx.json(ctx.body().asJsonObject()));
        router.get("/long").handler(ctx -> {
            ctx.response().setChunked(true);
            for (int i = 0; i < 5; i++) {
                ctx.response().write(Buffer.buffer(new byte[1024 * 1024]));
            }
            ctx.end();
        });
        router.get("/never").handler(ctx -> {});
        router.get("/text").handler(ctx -> ctx.end("no json"));
        router.get("/refused")
                .handler(ctx -> ctx.fail(Problems.invalid("Two things.", List.of(new Violation("/name", "is empty")))
                        .withRetryAfter(4)
                        .asException()));
        router.get("/bare").handler(ctx -> ctx.response().setStatusCode(409).end());
    }

    @AfterEach
    void close() {
        get(platform.close());
        callee.close();
    }

    private ServiceClient client(ServiceClientSettings settings) {
        return ServiceClient.to(platform, "callee", callee.uri("/"), settings);
    }

    private ServiceClient client() {
        return client(ServiceClientSettings.defaults());
    }

    private static Problem problem(Throwable failure) {
        assertThat(failure).isInstanceOf(ProblemException.class);
        return ((ProblemException) failure).problem();
    }

    @Test
    void a_call_carries_query_body_and_the_token_of_its_caller() {
        assertThat(get(client().get("/hello")
                        .query("name", "A & B")
                        .onBehalfOf(ANNA)
                        .sendForJson()))
                .isEqualTo(new JsonObject().put("name", "A & B").put("token", "Bearer annas-token"));
        JsonObject body = new JsonObject().put("role", "admin");
        assertThat(get(client().call(HttpMethod.PUT, "/echo").json(body).sendForJson()))
                .isEqualTo(body);
    }

    @Test
    void a_refusal_is_passed_on_as_it_is() {
        Problem refused = problem(failure(client().get("/refused").send()));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail()).isEqualTo("Two things.");
        assertThat(refused.errors()).containsExactly(new Violation("/name", "is empty"));
        assertThat(refused.headers()).containsEntry("Retry-After", "4");
        assertThat(refused.instance()).isNull();
        assertThat(problem(failure(client().get("/bare").send())).status()).isEqualTo(409);
    }

    @Test
    void refusals_never_open_the_circuit() {
        ServiceClient client = client(ServiceClientSettings.defaults().withCircuit(2, Duration.ofSeconds(60)));
        for (int i = 0; i < 10; i++) {
            assertThat(problem(failure(client.get("/bare").send())).status()).isEqualTo(409);
        }
        assertThat(client.state()).isEqualTo(CircuitBreakerState.CLOSED);
    }

    @Test
    void an_answer_that_is_no_json_object_is_the_services_fault() {
        assertThat(problem(failure(client().get("/text").sendForJson())).status())
                .isEqualTo(503);
    }

    @Test
    void a_call_that_passes_its_deadline_is_503_and_names_no_host() {
        Problem late = problem(
                failure(client().get("/never").within(Duration.ofMillis(100)).send()));
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.headers()).containsKey("Retry-After");
        assertThat(late.toJson().encode()).doesNotContain("127.0.0.1");
    }

    @Test
    void failures_open_the_circuit_and_one_success_closes_it() {
        ServiceClient client = client(ServiceClientSettings.defaults().withCircuit(3, Duration.ofSeconds(3)));
        broken.set(true);
        for (int i = 0; i < 3; i++) {
            assertThat(problem(failure(client.get("/hello").send())).status()).isEqualTo(503);
        }
        assertThat(client.state()).isEqualTo(CircuitBreakerState.OPEN);
        assertThat(platform.scrape()).contains("tandem_circuit_state{dependency=\"callee\",service=\"caller\"} 2.0");
        assertThat(get(platform.health().ready()).ready()).isTrue();
        assertThat(get(platform.health().ready()).toJson().getString("status")).isEqualTo("degraded");

        int before = calls.get();
        assertThat(problem(failure(client.get("/hello").send())).status()).isEqualTo(503);
        assertThat(calls).hasValue(before);

        broken.set(false);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> get(client.get("/hello").send()));
        assertThat(client.state()).isEqualTo(CircuitBreakerState.CLOSED);
        assertThat(platform.scrape()).contains("tandem_circuit_state{dependency=\"callee\",service=\"caller\"} 0.0");
    }

    @Test
    void nobody_there_is_503() {
        ServiceClient client = ServiceClient.to(platform, "nobody", URI.create("http://127.0.0.1:1"));
        assertThat(problem(failure(client.get("/hello").send())).status()).isEqualTo(503);
    }

    @Test
    void a_read_survives_a_restart_of_the_service_between_calls() {
        Platform first = Served.platform("callee");
        Served served = Served.on(first, HttpSettings.local(), this::routes);
        ServiceClient client = ServiceClient.to(platform, "restarting", served.uri(""));
        get(client.get("/hello").send());
        int port = served.serving().port();
        served.close();
        try (Served restarted = Served.again(port, this::routes)) {
            get(client.get("/hello").send());
            assertThat(restarted.serving().port()).isEqualTo(port);
        }
    }

    @Test
    void an_answer_too_long_to_keep_is_the_fault_of_the_service() {
        Problem problem = problem(failure(client().get("/long").send()));
        assertThat(problem.status()).isEqualTo(503);
        assertThat(get(client().get("/hello").send()).statusCode()).isEqualTo(200);
    }
}
