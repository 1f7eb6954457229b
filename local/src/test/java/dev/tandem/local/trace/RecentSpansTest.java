package dev.tandem.local.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecentSpansTest {

    private final RecentSpans spans = new RecentSpans(100);
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .setResource(Resource.builder().put("service.name", "gateway").build())
            .addSpanProcessor(spans)
            .build();
    private final Tracer tracer = provider.get("test");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void the_last_ones_stay() {
        for (int i = 1; i <= 250; i++) {
            tracer.spanBuilder("span " + i).startSpan().end();
        }

        assertThat(spans.all())
                .extracting(RecordedSpan::name)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(151, 250)
                        .mapToObj(i -> "span " + i)
                        .toList());
    }

    @Test
    void threads_that_end_spans_at_once_lose_none_that_fit() throws Exception {
        CountDownLatch together = new CountDownLatch(4);
        Thread[] threads = Stream.generate(() -> new Thread(() -> {
                    together.countDown();
                    for (int i = 0; i < 25; i++) {
                        tracer.spanBuilder("span").startSpan().end();
                    }
                }))
                .limit(4)
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(spans.all()).hasSize(100);
    }

    @Test
    void what_is_printed_is_kept_and_nothing_else() {
        Span parent = tracer.spanBuilder("parent").startSpan();
        Span linked = tracer.spanBuilder("linked").startSpan();
        Span span = tracer.spanBuilder("process q")
                .setParent(Context.root().with(parent))
                .setSpanKind(SpanKind.CONSUMER)
                .addLink(linked.getSpanContext())
                .setAttribute("tandem.operation.id", "op")
                .setAttribute(AttributeKey.longKey("tandem.attempt"), 2L)
                .setAttribute("db.query.text", "SELECT\n  1" + " + 1".repeat(100))
                .setAttribute("messaging.system", "rabbitmq")
                .startSpan();
        span.setStatus(StatusCode.ERROR, "first line\nsecond");
        span.end();

        RecordedSpan kept = spans.all().get(0);

        assertThat(kept.ref()).isEqualTo(SpanRef.of(span.getSpanContext()));
        assertThat(kept.parentId()).isEqualTo(parent.getSpanContext().getSpanId());
        assertThat(kept.name()).isEqualTo("process q");
        assertThat(kept.kind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(kept.service()).isEqualTo("gateway");
        assertThat(kept.end()).isGreaterThanOrEqualTo(kept.start());
        assertThat(kept.error()).isEqualTo("first line second");
        assertThat(kept.links()).containsExactly(SpanRef.of(linked.getSpanContext()));
        assertThat(kept.linksMade()).isEqualTo(1);
        assertThat(kept.attributes())
                .containsOnlyKeys("tandem.operation.id", "tandem.attempt", "db.query.text")
                .containsEntry("tandem.attempt", "2");
        assertThat(kept.attribute("db.query.text"))
                .startsWith("SELECT 1 + 1")
                .endsWith("…")
                .hasSize(90);
    }

    @Test
    void the_root_of_a_trace_that_went_well_has_neither_parent_nor_error() {
        tracer.spanBuilder("root").setNoParent().startSpan().end();

        assertThat(spans.all().get(0).parentId()).isEmpty();
        assertThat(spans.all().get(0).error()).isNull();
        assertThat(spans.all().get(0).attributes()).isEqualTo(Map.of());
    }

    @Test
    void a_service_that_shuts_down_leaves_what_it_recorded() {
        tracer.spanBuilder("last").startSpan().end();

        provider.close();

        assertThat(spans.all()).hasSize(1);
    }
}
