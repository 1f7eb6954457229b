package dev.tandem.kit.telemetry;

import static dev.tandem.kit.testing.Awaiting.get;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
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
    void who_watches_sees_the_spans_without_any_endpoint() {
        InMemorySpanExporter seen = InMemorySpanExporter.create();
        OpenTelemetry watched = Telemetry.of("watched", Map.of(), List.of(SimpleSpanProcessor.create(seen)));
        watched.getTracer("test").spanBuilder("x").startSpan().end();
        assertThat(seen.getFinishedSpanItems()).extracting(SpanData::getName).containsExactly("x");
        get(Telemetry.close(watched));
    }

    @Test
    void spans_tell_the_version_the_instance_and_the_environment_they_come_from() {
        Attributes one = resource(Map.of());
        Attributes two = resource(Map.of());
        assertThat(one.get(stringKey("service.name"))).isEqualTo("told");
        assertThat(one.get(stringKey("service.version"))).matches("\\d+\\.\\d+.*");
        assertThat(one.get(stringKey("deployment.environment.name"))).isEqualTo("development");
        assertThat(one.get(stringKey("service.instance.id")))
                .isNotBlank()
                .isNotEqualTo(two.get(stringKey("service.instance.id")));

        Attributes better = resource(Map.of(
                "OTEL_RESOURCE_ATTRIBUTES", "service.version=1.2.3,deployment.environment.name=production,team=red"));
        assertThat(better.get(stringKey("service.version"))).isEqualTo("1.2.3");
        assertThat(better.get(stringKey("deployment.environment.name"))).isEqualTo("production");
        assertThat(better.get(stringKey("team"))).isEqualTo("red");
        assertThat(better.get(stringKey("service.instance.id"))).isNotBlank();
    }

    private static Attributes resource(Map<String, String> variables) {
        InMemorySpanExporter seen = InMemorySpanExporter.create();
        OpenTelemetry told = Telemetry.of("told", variables, List.of(SimpleSpanProcessor.create(seen)));
        told.getTracer("test").spanBuilder("x").startSpan().end();
        Attributes resource = seen.getFinishedSpanItems().get(0).getResource().getAttributes();
        get(Telemetry.close(told));
        return resource;
    }

    @Test
    void disabled_means_off_for_watchers_and_endpoints_alike() {
        InMemorySpanExporter seen = InMemorySpanExporter.create();
        Map<String, String> off = Map.of(
                "OTEL_SDK_DISABLED",
                "true",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.actualPort());
        OpenTelemetry disabled = Telemetry.of("disabled", off, List.of(SimpleSpanProcessor.create(seen)));
        disabled.getTracer("test").spanBuilder("x").startSpan().end();
        get(Telemetry.close(disabled));
        assertThat(seen.getFinishedSpanItems()).isEmpty();
        assertThat(received).isEmpty();
    }

    @Test
    void an_endpoint_that_the_exporter_none_silences_records_nothing() {
        OpenTelemetry silenced = Telemetry.of(
                "silenced",
                Map.of("OTEL_TRACES_EXPORTER", "none", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));
        assertThat(silenced).isNotInstanceOf(OpenTelemetrySdk.class);
    }

    @Test
    void a_collector_that_is_gone_does_not_fail_the_end() {
        OpenTelemetry lonely =
                Telemetry.of("lonely", Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:1/v1/traces"));
        lonely.getTracer("test").spanBuilder("x").startSpan().end();
        get(Telemetry.close(lonely));
    }
}
