package dev.tandem.kit.logging;

import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Platform;
import dev.tandem.kit.Served;
import dev.tandem.kit.telemetry.RecordedSpans;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

    private static final Baggage BAGGAGE = Baggage.builder()
            .put("correlation.id", "mine")
            .put("operation.id", "op-1")
            .put("workspace.id", "ws-1")
            .put("other", "thing")
            .build();

    /** Logs on an event loop of the platform, under a span and baggage; gives the span. */
    private static Span logUnderSpan(Platform platform, WrittenLines lines) {
        Promise<Span> logged = Promise.promise();
        ContextInternal context = ((ContextInternal) platform.vertx().getOrCreateContext()).duplicate();
        context.runOnContext(go -> {
            Span span = platform.tracer().spanBuilder("work").startSpan();
            try (Scope scope = Context.root().with(span).with(BAGGAGE).makeCurrent()) {
                lines.logger().info("hello {}", "world");
            }
            span.end();
            logged.complete(span);
        });
        return get(logged.future());
    }

    @Test
    void a_json_line_has_the_fields_that_dashboards_rely_on() {
        Platform platform = new RecordedSpans().platform("some-service");
        try (WrittenLines lines = new WrittenLines(new JsonLines()).flowing()) {
            Span span = logUnderSpan(platform, lines);
            JsonObject line = lines.json();
            assertThat(Instant.parse(line.getString("time")))
                    .isCloseTo(Instant.now(), org.assertj.core.api.Assertions.within(Duration.ofHours(1)));
            line.remove("time");
            assertThat(line.remove("thread").toString()).startsWith("vert.x-eventloop-thread");
            assertThat(line)
                    .isEqualTo(new JsonObject()
                            .put("level", "INFO")
                            .put("service", "some-service")
                            .put("logger", "some.logger")
                            .put("message", "hello world")
                            .put("trace", span.getSpanContext().getTraceId())
                            .put("span", span.getSpanContext().getSpanId())
                            .put("correlation", "mine")
                            .put("operation", "op-1")
                            .put("workspace", "ws-1"));
        }
        get(platform.close());
    }

    @Test
    void a_line_may_have_fields_of_its_own() {
        try (WrittenLines lines = new WrittenLines(new JsonLines()).flowing()) {
            lines.logger()
                    .atInfo()
                    .addKeyValue("status", 422)
                    .addKeyValue("path", "/v1/x")
                    .log("refused");
            assertThat(lines.json().getInteger("status")).isEqualTo(422);
            assertThat(lines.json().getString("path")).isEqualTo("/v1/x");
        }
    }

    @Test
    void a_stack_trace_stays_inside_its_line() {
        try (WrittenLines lines = new WrittenLines(new JsonLines()).flowing()) {
            lines.logger().error("It broke\nbadly", new IllegalStateException("of this"));
            List<String> all = lines.all();
            assertThat(all).hasSize(1);
            assertThat(all.get(0).strip()).doesNotContain("\n", "\r");
            JsonObject line = new JsonObject(all.get(0));
            assertThat(line.getString("error")).contains("IllegalStateException: of this", "\n\tat dev.tandem");
            assertThat(line.getString("message")).isEqualTo("It broke\nbadly");
            assertThat(line.fieldNames())
                    .containsExactlyInAnyOrder("time", "level", "logger", "thread", "message", "error");
        }
    }

    @Test
    void a_text_line_ends_with_service_trace_and_correlation_where_there_are_any() {
        Platform platform = new RecordedSpans().platform("some-service");
        try (WrittenLines lines = new WrittenLines(new TextLines()).flowing()) {
            lines.logger().warn("alone");
            Span span = logUnderSpan(platform, lines);
            assertThat(lines.all().get(0)).endsWith("alone" + System.lineSeparator());
            assertThat(lines.all().get(1))
                    .endsWith("hello world service=some-service trace="
                            + span.getSpanContext().getTraceId() + " correlation=mine" + System.lineSeparator());
        }
        get(platform.close());
    }

    @Test
    void each_of_several_services_in_one_jvm_signs_its_own_lines_and_nobody_those_of_others() {
        Platform one = Served.platform("one");
        Platform two = Served.platform("two");
        try (WrittenLines lines = new WrittenLines(new JsonLines()).flowing()) {
            logUnderSpan(one, lines);
            logUnderSpan(two, lines);
            lines.logger().info("outside");
            assertThat(lines.all())
                    .extracting(line -> new JsonObject(line).getString("service"))
                    .containsExactly("one", "two", null);
        }
        get(one.close());
        get(two.close());
    }
}
