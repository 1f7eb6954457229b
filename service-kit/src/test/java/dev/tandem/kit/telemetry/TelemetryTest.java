package dev.tandem.kit.telemetry;

import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final HttpServer collector = get(vertx.createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> {
                received.add(request.path() + " " + body.toString(StandardCharsets.ISO_8859_1));
                request.response()
                        .putHeader("Content-Type", "application/x-protobuf")
                        .end(Buffer.buffer());
            }))
            .listen(0, "127.0.0.1"));

    @AfterEach
    void close() {
        get(vertx.close());
    }

    @Test
    void spans_leave_under_the_name_of_their_service_at_the_latest_when_it_closes() {
        Map<String, String> variables =
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector.actualPort());
        OpenTelemetry one = Telemetry.of("service-one", variables);
        OpenTelemetry two = Telemetry.of("service-two", variables);
        one.getTracer("test").spanBuilder("span-of-one").startSpan().end();
        two.getTracer("test").spanBuilder("span-of-two").startSpan().end();
        get(Telemetry.close(one));
        get(Telemetry.close(two));
        assertThat(received).hasSize(2).allMatch(request -> request.startsWith("/v1/traces "));
        assertThat(received.get(0)).contains("service-one", "span-of-one").doesNotContain("service-two");
        assertThat(received.get(1)).contains("service-two", "span-of-two").doesNotContain("service-one");
    }

    @Test
    void probes_and_scrapes_leave_no_spans() {
        OpenTelemetry telemetry = Telemetry.of(
                "probed", Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector.actualPort()));
        for (String path : List.of("/health/live", "/metrics", "/v1/projects")) {
            telemetry
                    .getTracer("test")
                    .spanBuilder("GET")
                    .setSpanKind(SpanKind.SERVER)
                    .setAttribute("url.path", path)
                    .startSpan()
                    .end();
        }
        get(Telemetry.close(telemetry));
        assertThat(received).hasSize(1);
        assertThat(received.get(0))
                .contains("/v1/projects")
                .doesNotContain("/metrics")
                .doesNotContain("/health");
    }

    @Test
    void without_an_endpoint_nothing_is_recorded() {
        OpenTelemetry forwarding = Telemetry.of("quiet", Map.of("OTEL_SERVICE_NAME", "quiet"));
        assertThat(forwarding).isNotInstanceOf(OpenTelemetrySdk.class);
        Span span = forwarding.getTracer("test").spanBuilder("x").startSpan();
        assertThat(span.isRecording()).isFalse();
        get(Telemetry.close(forwarding));
    }

    @Test
    void a_collector_that_is_gone_does_not_fail_the_end() {
        OpenTelemetry lonely =
                Telemetry.of("lonely", Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:1/v1/traces"));
        lonely.getTracer("test").spanBuilder("x").startSpan().end();
        get(Telemetry.close(lonely));
    }
}
