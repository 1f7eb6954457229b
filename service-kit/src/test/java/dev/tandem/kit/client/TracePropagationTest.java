package dev.tandem.kit.client;

import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Platform;
import dev.tandem.kit.Served;
import dev.tandem.kit.http.CorrelationId;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.telemetry.Telemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TracePropagationTest {

    private static final ServiceClientSettings PATIENT =
            ServiceClientSettings.defaults().withDeadline(Duration.ofSeconds(60));
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    private OpenTelemetry recording() {
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .setPropagators(ContextPropagators.create(TextMapPropagator.composite(
                        W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
                .build();
    }

    private static Served inner(OpenTelemetry openTelemetry) {
        return Served.on(
                Served.platform("inner", openTelemetry),
                HttpSettings.local(),
                router -> router.get("/things/:id")
                        .handler(ctx -> ctx.end(ctx.request().getHeader("X-Correlation-Id") + " "
                                + CorrelationId.current() + " "
                                + Span.current().getSpanContext().getTraceId())));
    }

    private static Served outer(OpenTelemetry openTelemetry, Served inner) {
        Platform platform = Served.platform("outer", openTelemetry);
        ServiceClient client = ServiceClient.to(platform, "inner", inner.uri(""), PATIENT);
        return Served.on(
                platform,
                HttpSettings.local().atTheEdge(),
                router -> router.get("/outer")
                        .handler(ctx -> client.get("/things/17")
                                .send()
                                .onSuccess(answer -> ctx.end(answer.bodyAsString()))
                                .onFailure(ctx::fail)));
    }

    @Test
    void one_trace_and_one_correlation_id_lead_from_the_caller_to_the_last_service() {
        try (Served inner = inner(recording());
                Served outer = outer(recording(), inner)) {
            HttpResponse<String> answer =
                    outer.get("/outer?token=secret", "traceparent", PARENT, "X-Correlation-Id", "mine");
            assertThat(answer.body()).isEqualTo("mine mine 0af7651916cd43dd8448eb211c80319c");

            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(spans.getFinishedSpanItems()).hasSize(3));
            List<SpanData> all = spans.getFinishedSpanItems();
            SpanData edge = named(all, "GET /outer");
            SpanData callee = named(all, "GET /things/{id}");
            SpanData call = all.stream()
                    .filter(span -> span.getKind() == SpanKind.CLIENT)
                    .findFirst()
                    .orElseThrow();
            assertThat(all).extracting(SpanData::getTraceId).containsOnly("0af7651916cd43dd8448eb211c80319c");
            assertThat(edge.getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(call.getParentSpanId()).isEqualTo(edge.getSpanId());
            assertThat(callee.getParentSpanId()).isEqualTo(call.getSpanId());
            assertThat(List.of(edge, callee))
                    .allSatisfy(span -> assertThat(
                                    span.getAttributes().get(AttributeKey.stringKey("tandem.correlation.id")))
                            .isEqualTo("mine"));
            assertThat(edge.getAttributes().asMap().values())
                    .noneMatch(value -> value.toString().contains("secret"));
        }
    }

    @Test
    void without_an_exporter_the_context_is_passed_on_all_the_same() {
        try (Served inner = inner(Telemetry.forwarding());
                Served outer = outer(Telemetry.forwarding(), inner)) {
            assertThat(outer.get("/outer", "traceparent", PARENT, "X-Correlation-Id", "mine")
                            .body())
                    .isEqualTo("mine mine 0af7651916cd43dd8448eb211c80319c");
        }
    }

    @Test
    void each_of_many_requests_at_once_keeps_its_own_correlation_id() {
        try (Served inner = inner(Telemetry.forwarding());
                Served outer = outer(Telemetry.forwarding(), inner)) {
            Platform platform = Served.platform("asking");
            ServiceClient client = ServiceClient.to(platform, "outer", outer.uri(""), PATIENT);
            List<io.vertx.core.Future<String>> answers = java.util.stream.IntStream.range(0, 200)
                    .mapToObj(i -> client.get("/outer")
                            .header("X-Correlation-Id", "id-" + i)
                            .send()
                            .map(answer -> answer.bodyAsString()))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(get(answers.get(i))).startsWith("id-" + i + " id-" + i + " ");
            }
            get(platform.close());
        }
    }

    private static SpanData named(List<SpanData> spans, String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + spans));
    }
}
