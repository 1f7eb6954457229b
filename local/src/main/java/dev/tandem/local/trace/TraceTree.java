package dev.tandem.local.trace;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One trace as a tree of spans.
 *
 * @param start start of its earliest span, even if that span is not shown
 * @param roots in order of start, as all children are; usually one; more when parents are missing or hidden
 */
record TraceTree(String traceId, long start, List<Node> roots) {

    private static final Comparator<Node> BY_START = Comparator.<Node>comparingLong(node -> node.span.start())
            .thenComparing(node -> node.span.ref().spanId());

    /**
     * A span with its children.
     *
     * @param parentMissing true if it names a parent that was not recorded; a hidden parent is not missing
     */
    record Node(RecordedSpan span, boolean parentMissing, List<Node> children) {

        private Stream<RecordedSpan> spans() {
            return Stream.concat(Stream.of(span), children.stream().flatMap(Node::spans));
        }

        private Stream<Node> without(Predicate<RecordedSpan> hidden) {
            List<Node> left = shown(children, hidden);
            return hidden.test(span) ? left.stream() : Stream.of(new Node(span, parentMissing, left));
        }
    }

    /** Returns one tree per trace, in order of start. */
    static List<TraceTree> allOf(Collection<RecordedSpan> spans) {
        return spans.stream().collect(groupingBy(RecordedSpan::traceId)).entrySet().stream()
                .map(trace -> of(trace.getKey(), trace.getValue()))
                .sorted(Comparator.comparingLong(TraceTree::start).thenComparing(TraceTree::traceId))
                .toList();
    }

    private static TraceTree of(String traceId, List<RecordedSpan> spans) {
        Map<String, RecordedSpan> byId =
                spans.stream().collect(toMap(span -> span.ref().spanId(), span -> span, (one, again) -> one));
        Map<String, List<RecordedSpan>> byParent = byId.values().stream().collect(groupingBy(RecordedSpan::parentId));
        List<Node> roots = new ArrayList<>();
        byParent.forEach((parent, children) -> {
            if (!byId.containsKey(parent)) {
                children.forEach(child -> roots.add(node(child, !parent.isEmpty(), byParent)));
            }
        });
        long start = spans.stream().mapToLong(RecordedSpan::start).min().orElse(0);
        return new TraceTree(traceId, start, roots.stream().sorted(BY_START).toList());
    }

    private static Node node(RecordedSpan span, boolean parentMissing, Map<String, List<RecordedSpan>> byParent) {
        List<Node> children = byParent.getOrDefault(span.ref().spanId(), List.of()).stream()
                .map(child -> node(child, false, byParent))
                .sorted(BY_START)
                .toList();
        return new Node(span, parentMissing, children);
    }

    /** Returns the tree without the hidden spans; their children move up to their parents. */
    TraceTree without(Predicate<RecordedSpan> hidden) {
        return new TraceTree(traceId, start, shown(roots, hidden));
    }

    Stream<RecordedSpan> spans() {
        return roots.stream().flatMap(Node::spans);
    }

    private static List<Node> shown(List<Node> nodes, Predicate<RecordedSpan> hidden) {
        return nodes.stream()
                .flatMap(node -> node.without(hidden))
                .sorted(BY_START)
                .toList();
    }
}
