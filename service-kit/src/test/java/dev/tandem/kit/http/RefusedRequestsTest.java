package dev.tandem.kit.http;

import static dev.tandem.kit.http.RefusedRequests.TOLD_A_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.tandem.kit.Served;
import io.opentelemetry.context.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class RefusedRequestsTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(RefusedRequests.class);

    /** A line, and the correlation id that it was written under. */
    private record Line(ILoggingEvent event, @Nullable String correlation) {

        Map<String, Object> fields() {
            return event.getKeyValuePairs() == null
                    ? Map.of()
                    : event.getKeyValuePairs().stream()
                            .collect(Collectors.toMap(field -> field.key, field -> field.value));
        }
    }

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> seeing = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(new Line(event, CorrelationId.current()));
        }
    };

    private final Served served = Served.with(HttpSettings.local().atTheEdge(), router -> {
        router.get("/fine").handler(ctx -> ctx.end());
        router.get("/away").handler(ctx -> ctx.fail(new ConnectException("Connection refused: db.internal:5432")));
        router.get("/thrown").handler(ctx -> {
            throw new IllegalStateException("a defect");
        });
        router.post("/things")
                .handler(ctx -> ctx.fail(Problems.invalid(
                                "Two\nthings.",
                                List.of(new Violation("/name", "is empty"), new Violation("/x", "is odd")))
                        .asException()));
    });
    private final RefusedRequests refused = RefusedRequests.of(served.platform().vertx());
    private final String correlation = UUID.randomUUID().toString();

    @BeforeEach
    void listen() {
        seeing.start();
        LOG.addAppender(seeing);
    }

    @AfterEach
    void close() {
        LOG.detachAppender(seeing);
        served.close();
    }

    @Test
    void a_refused_request_has_one_line_that_is_found_by_its_correlation_id() {
        served.send(HttpRequest.newBuilder(served.uri("/things?name=secret"))
                .header("X-Correlation-Id", correlation)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        Line line = theLine();
        assertThat(line.correlation()).isEqualTo(correlation);
        assertThat(line.event().getLevel()).isEqualTo(Level.INFO);
        assertThat(line.event().getFormattedMessage())
                .startsWith("422 POST /things after ")
                .contains("invalid-request", "Two?things.", "/name, /x")
                .doesNotContain("secret", "\n");
        assertThat(line.fields())
                .containsEntry("status", 422)
                .containsEntry("method", "POST")
                .containsEntry("path", "/things")
                .containsEntry("problem", "invalid-request")
                .containsKey("millis");
        assertThat(refused.under(correlation)).singleElement().satisfies(known -> {
            assertThat(known.status()).isEqualTo(422);
            assertThat(known.pointers()).containsExactly("/name", "/x");
        });
    }

    @Test
    void a_credential_in_a_path_is_neither_logged_nor_remembered() {
        served.get("/v1/mail/subscriptions/secret", "X-Correlation-Id", correlation);

        Line line = theLine();
        assertThat(line.event().getFormattedMessage())
                .startsWith("404 GET /v1/mail/subscriptions/{token} after ")
                .doesNotContain("secret");
        assertThat(line.fields().toString()).doesNotContain("secret");
        assertThat(refused.under(correlation))
                .extracting(RefusedRequest::path)
                .containsExactly("/v1/mail/subscriptions/{token}");
    }

    /** Refused before any router sees them, and so by another way. */
    @ParameterizedTest
    @MethodSource("unreadable")
    void a_request_that_is_no_http_has_one_line_under_the_id_that_the_client_was_told(
            String request, int status, String problem) throws IOException {
        String answer = raw(request);
        served.get("/nowhere", "X-Correlation-Id", correlation);

        await().untilAsserted(() -> assertThat(lines).hasSize(2));
        Line line = lines.get(0);
        String told = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4)).getString("correlationId");
        assertThat(answer).contains(" " + status + " ").containsIgnoringCase("\r\nX-Correlation-Id: " + told + "\r\n");
        assertThat(line.correlation()).isEqualTo(told);
        assertThat(line.event().getLevel()).isEqualTo(Level.INFO);
        assertThat(line.fields())
                .containsEntry("status", status)
                .containsEntry("problem", problem)
                .containsKeys("method", "path", "millis");
        assertThat(line.event().getFormattedMessage())
                .startsWith(status + " ")
                .hasSizeLessThan(400)
                .doesNotContain("\n", "\r");
        assertThat(refused.under(told)).hasSize(1);
        assertThat(lines.get(1).correlation()).as("the sentinel").isEqualTo(correlation);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n", 414, "uri-too-long"),
                arguments(
                        "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(40_000) + "\r\n\r\n",
                        431,
                        "headers-too-large"),
                arguments("nonsense\r\n\r\n", 400, "malformed-request"));
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", served.serving().port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_503_tells_operators_what_is_away_and_clients_nothing_of_it() {
        String answer = served.get("/away", "X-Correlation-Id", correlation).body();

        assertThat(answer).doesNotContain("db.internal");
        Line line = theLine();
        assertThat(line.event().getLevel()).isEqualTo(Level.WARN);
        assertThat(line.fields().get("cause").toString()).contains("ConnectException", "db.internal:5432");
        assertThat(refused.under(correlation))
                .extracting(RefusedRequest::cause)
                .first()
                .asString()
                .contains("db.internal");
    }

    @Test
    void what_nobody_foresaw_is_an_error_with_its_stack() {
        served.get("/thrown", "X-Correlation-Id", correlation);

        Line line = theLine();
        assertThat(line.event().getLevel()).isEqualTo(Level.ERROR);
        assertThat(line.event().getThrowableProxy().getMessage()).isEqualTo("a defect");
        assertThat(line.correlation()).isEqualTo(correlation);
    }

    @Test
    void what_went_well_has_no_line() {
        served.get("/fine", "X-Correlation-Id", "of-what-went-well");
        served.get("/nowhere", "X-Correlation-Id", correlation);

        assertThat(theLine().fields()).containsEntry("status", 404);
        assertThat(refused.under("of-what-went-well")).isEmpty();
    }

    @Test
    void what_comes_by_the_thousand_is_told_a_few_times_and_then_counted() {
        Vertx vertx = served.platform().vertx();
        RefusedRequests many = new RefusedRequests(vertx, Duration.ofSeconds(2));
        for (int i = 0; i < 1_000; i++) {
            many.note(aRefusal("c" + i), false, Context.root(), null);
        }
        many.note(aRefusal("of another kind", 404), false, Context.root(), null);

        await().untilAsserted(() -> assertThat(lines).hasSize(TOLD_A_MINUTE + 2));
        assertThat(lines.get(TOLD_A_MINUTE + 1).fields())
                .containsEntry("status", 503)
                .containsEntry("count", 1_000 - TOLD_A_MINUTE);
        assertThat(many.under("c999"))
                .as("a request that has no line is known all the same")
                .hasSize(1);

        many.note(aRefusal("the next minute"), false, Context.root(), null);
        assertThat(lines).hasSize(TOLD_A_MINUTE + 3);
    }

    @Test
    void no_more_than_the_last_are_remembered() {
        for (int i = 0; i <= RefusedRequests.REMEMBERED; i++) {
            refused.note(aRefusal("c" + i), true, Context.root(), null);
        }
        assertThat(refused.under("c0")).isEmpty();
        assertThat(refused.under("c1")).hasSize(1);
    }

    private static RefusedRequest aRefusal(String correlation) {
        return aRefusal(correlation, 503);
    }

    private static RefusedRequest aRefusal(String correlation, int status) {
        return new RefusedRequest(
                Instant.now(), "POST", "/things", status, "a-kind", null, List.of(), null, correlation, null, null, 1);
    }

    private Line theLine() {
        await().untilAsserted(() -> assertThat(lines).hasSize(1));
        return lines.get(0);
    }
}
