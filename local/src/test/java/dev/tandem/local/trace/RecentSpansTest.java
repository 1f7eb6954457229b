package dev.tandem.local.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecentSpansTest {

    private static final long ONE = weightOfOne();

    private final RecentSpans spans = new RecentSpans(100 * ONE);
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .setResource(Resource.builder().put("service.name", "gateway").build())
            .addSpanProcessor(spans)
            .build();
    private final Tracer tracer = provider.get("test");

    @AfterEach
    void close() {
        provider.close();
    }

    /** Weighs a span that has nothing but a name of four letters. */
    private static long weightOfOne() {
        AtomicLong weight = new AtomicLong();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new Weighing(weight)))
                .build()) {
            provider.get("test").spanBuilder("span").startSpan().end();
        }
        return weight.get();
    }

    @Test
    void the_last_ones_stay() {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 250; i++) {
            Span span = tracer.spanBuilder("span").startSpan();
            ids.add(span.getSpanContext().getTraceId());
            span.end();
        }

        assertThat(spans.all())
                .extracting(RecordedSpan::traceId)
                .containsExactlyInAnyOrderElementsOf(ids.subList(150, 250));
    }

    @Test
    void a_trace_goes_as_a_whole() {
        Span first = tracer.spanBuilder("span").startSpan();
        for (int i = 0; i < 39; i++) {
            child(first);
        }
        first.end();
        Span second = tracer.spanBuilder("span").startSpan();
        for (int i = 0; i < 60; i++) {
            child(second);
        }

        second.end();

        assertThat(spans.all())
                .hasSize(61)
                .extracting(RecordedSpan::traceId)
                .containsOnly(second.getSpanContext().getTraceId());
    }

    @Test
    void the_trace_that_nothing_was_added_to_for_longest_goes_first() {
        Span early = tracer.spanBuilder("span").startSpan();
        child(early);
        for (int i = 0; i < 98; i++) {
            tracer.spanBuilder("span").startSpan().end();
        }
        child(early);

        tracer.spanBuilder("span").startSpan().end();
        tracer.spanBuilder("span").startSpan().end();

        assertThat(spans.all())
                .hasSize(100)
                .filteredOn(span -> span.traceId().equals(early.getSpanContext().getTraceId()))
                .hasSize(2);
    }

    @Test
    void what_ends_late_of_a_trace_that_is_gone_is_not_kept_alone() {
        Span gone = tracer.spanBuilder("span").startSpan();
        child(gone);
        for (int i = 0; i < 100; i++) {
            tracer.spanBuilder("span").startSpan().end();
        }

        gone.end();

        assertThat(spans.all())
                .hasSize(100)
                .extracting(RecordedSpan::traceId)
                .doesNotContain(gone.getSpanContext().getTraceId());
    }

    @Test
    void a_span_with_much_in_it_takes_the_room_of_many() {
        for (int i = 0; i < 100; i++) {
            tracer.spanBuilder("span").startSpan().end();
        }

        tracer.spanBuilder("span")
                .setAttribute("db.query.text", "x".repeat((int) (20 * ONE)))
                .startSpan()
                .end();

        assertThat(spans.all()).hasSizeBetween(50, 61);
    }

    @Test
    void a_trace_that_does_not_fit_is_not_kept_in_part() {
        Span huge = tracer.spanBuilder("span").startSpan();
        for (int i = 0; i < 150; i++) {
            child(huge);
        }
        huge.end();

        assertThat(spans.all()).isEmpty();
    }

    private void child(Span parent) {
        tracer.spanBuilder("span")
                .setParent(Context.root().with(parent))
                .startSpan()
                .end();
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

    private record Weighing(AtomicLong weight) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            ended.forEach(span -> weight.addAndGet(SpanWeight.of(span)));
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @Test
    void a_service_that_shuts_down_leaves_what_it_recorded() {
        tracer.spanBuilder("last").startSpan().end();

        provider.close();

        assertThat(spans.all()).hasSize(1);
    }
}
