package dev.tandem.local.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.local.trace.TraceTree.Node;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TraceTreeTest {

    @Test
    void children_stand_below_their_parent_in_order_of_start() {
        TraceTree tree = theTreeOf(
                ASpan.of("t", "late").under("root").from(5, 6),
                ASpan.of("t", "root").from(0, 9),
                ASpan.of("t", "below").under("early").from(2, 3),
                ASpan.of("t", "early").under("root").from(1, 4));

        assertThat(shape(tree)).isEqualTo("root(early(below) late)");
    }

    @Test
    void interleaved_traces_are_told_apart_and_come_in_order_of_start() {
        List<TraceTree> trees = treesOf(
                ASpan.of("second", "b1").from(1, 9),
                ASpan.of("first", "a2").under("a1").from(2, 3),
                ASpan.of("second", "b2").under("b1").from(3, 4),
                ASpan.of("first", "a1").from(0, 5));

        assertThat(trees).extracting(TraceTreeTest::shape).containsExactly("a1(a2)", "b1(b2)");
    }

    @Test
    void a_span_whose_parent_is_missing_is_a_root_that_says_so() {
        TraceTree tree = theTreeOf(
                ASpan.of("t", "orphan").under("gone").from(1, 2),
                ASpan.of("t", "child").under("orphan").from(1, 2),
                ASpan.of("t", "root").from(0, 9));

        assertThat(shape(tree)).isEqualTo("root orphan(child)");
        assertThat(tree.roots()).extracting(Node::parentMissing).containsExactly(false, true);
    }

    @Test
    void what_is_below_a_hidden_span_moves_up_to_where_it_stood() {
        TraceTree tree = theTreeOf(
                ASpan.of("t", "root").from(0, 9),
                ASpan.of("t", "call").under("root").client().from(1, 4),
                ASpan.of("t", "answer").under("call").from(2, 3),
                ASpan.of("t", "next").under("root").from(5, 6),
                ASpan.of("t", "query").under("next").client().from(5, 6));

        TraceTree shown =
                tree.without(span -> span.name().equals("call") || span.name().equals("query"));

        assertThat(shape(shown)).isEqualTo("root(answer next)");
    }

    @Test
    void a_trace_begins_with_its_earliest_span_even_when_that_is_hidden() {
        TraceTree tree = theTreeOf(
                ASpan.of("t", "query").client().from(1, 2),
                ASpan.of("t", "work").from(3, 4));

        TraceTree shown = tree.without(span -> span.name().equals("query"));

        assertThat(shown.roots().get(0).span().start() - shown.start()).isEqualTo(2_000_000);
        assertThat(shown.roots().get(0).parentMissing()).isFalse();
    }

    private static TraceTree theTreeOf(ASpan... spans) {
        List<TraceTree> trees = treesOf(spans);
        assertThat(trees).hasSize(1);
        return trees.get(0);
    }

    private static List<TraceTree> treesOf(ASpan... spans) {
        return TraceTree.allOf(Stream.of(spans).map(ASpan::span).toList());
    }

    private static String shape(TraceTree tree) {
        return shape(tree.roots());
    }

    private static String shape(List<Node> nodes) {
        return String.join(
                " ",
                nodes.stream()
                        .map(node -> node.span().name()
                                + (node.children().isEmpty() ? "" : "(" + shape(node.children()) + ")"))
                        .toList());
    }
}
