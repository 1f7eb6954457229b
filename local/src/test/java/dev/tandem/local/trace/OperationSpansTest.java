package dev.tandem.local.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperationSpansTest {

    @Test
    void the_whole_trace_of_a_span_that_names_the_operation_belongs_to_it() {
        assertThat(ofTheOperation(
                        ASpan.of("t", "post"),
                        ASpan.of("t", "query").under("post"),
                        ASpan.of("t", "process").under("post").ofOperation("op"),
                        ASpan.of("other", "process").ofOperation("another"),
                        ASpan.of("poll", "get")))
                .containsExactlyInAnyOrder("t/post", "t/query", "t/process");
    }

    @Test
    void nothing_belongs_to_an_operation_that_nobody_names() {
        assertThat(ofTheOperation(ASpan.of("t", "post").ofOperation("another"))).isEmpty();
    }

    @Test
    void a_retry_in_a_trace_of_its_own_belongs_to_it() {
        assertThat(ofTheOperation(
                        ASpan.of("t", "first").ofOperation("op"),
                        ASpan.of("retry", "second").ofOperation("op").linking("t", "first")))
                .containsExactlyInAnyOrder("t/first", "retry/second");
    }

    @Test
    void linked_traces_of_the_same_correlation_id_belong_to_it_in_either_direction_and_at_any_distance() {
        assertThat(ofTheOperation(
                        ASpan.of("t", "first").ofOperation("op").linking("to", "a"),
                        ASpan.of("to", "a").with(KeptAttributes.CORRELATION, "corr-op"),
                        ASpan.of("from", "b")
                                .with(KeptAttributes.CORRELATION, "corr-op")
                                .linking("t", "first"),
                        ASpan.of("far", "c")
                                .with(KeptAttributes.CORRELATION, "corr-op")
                                .linking("from", "b")))
                .containsExactlyInAnyOrder("t/first", "to/a", "from/b", "far/c");
    }

    @Test
    void neither_a_link_nor_a_correlation_id_alone_is_enough() {
        assertThat(ofTheOperation(
                        ASpan.of("t", "first").ofOperation("op"),
                        ASpan.of("linked", "a")
                                .with(KeptAttributes.CORRELATION, "other")
                                .linking("t", "first"),
                        ASpan.of("correlated", "b").with(KeptAttributes.CORRELATION, "corr-op")))
                .containsExactly("t/first");
    }

    @Test
    void a_batch_comes_along_without_its_trace_and_brings_in_no_other_member() {
        assertThat(ofTheOperation(
                        ASpan.of("t", "mine").ofOperation("op").linking("b", "batch"),
                        ASpan.of("u", "theirs").ofOperation("another").linking("b", "batch"),
                        ASpan.of("b", "batch")
                                .named("process batch feed.events")
                                .linking("t", "mine")
                                .linking("u", "theirs"),
                        ASpan.of("b", "query").under("batch").with(KeptAttributes.CORRELATION, "corr-op")))
                .containsExactlyInAnyOrder("t/mine", "b/process batch feed.events");
    }

    private static List<String> ofTheOperation(ASpan... spans) {
        return OperationSpans.among(Stream.of(spans).map(ASpan::span).toList(), "op").stream()
                .map(span -> span.traceId() + "/" + span.name())
                .toList();
    }
}
