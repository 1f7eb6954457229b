package dev.tandem.local.trace;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reports an operation as lines of text: its traces in order, each as a tree, and how they are connected. */
public final class TraceReport {

    /** Single SQL statements and HTTP calls are details, unless they failed. */
    private static final Predicate<RecordedSpan> DETAIL =
            span -> span.kind() == SpanKind.CLIENT && span.error() == null;

    private final String operation;
    private final List<RecordedSpan> spans;
    private final List<TraceTree> trees;
    private final Map<SpanRef, RecordedSpan> known;
    private final Notes notes;
    private final boolean all;

    /**
     * @param recording must contain spans
     * @param all true if single SQL statements and HTTP calls are shown too
     */
    public TraceReport(String operation, Recording recording, boolean all) {
        this.operation = operation;
        this.spans = recording.spans().stream().filter(span -> !span.isBatch()).toList();
        this.trees = TraceTree.allOf(spans);
        this.known = spans.stream().collect(toMap(RecordedSpan::ref, span -> span, (one, again) -> one));
        this.notes = new Notes(recording.spans());
        this.all = all;
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>(summary());
        List<List<Row>> rows = trees.stream()
                .map(tree -> Row.of(all ? tree : tree.without(DETAIL), notes))
                .toList();
        Table table = new Table(rows.stream().flatMap(List::stream).toList());
        for (int i = 0; i < trees.size(); i++) {
            lines.add("");
            lines.addAll(heading(trees.get(i)));
            rows.get(i).stream()
                    .flatMap(table::lines)
                    .map(String::stripTrailing)
                    .forEach(lines::add);
        }
        return lines;
    }

    private List<String> summary() {
        String correlations = spans.stream()
                .map(span -> span.attribute(KeptAttributes.CORRELATION))
                .filter(id -> !id.isEmpty())
                .distinct()
                .collect(joining(", "));
        long start = spans.stream().mapToLong(RecordedSpan::start).min().orElse(0);
        long end = spans.stream().mapToLong(RecordedSpan::end).max().orElse(0);
        return List.of(
                "operation    " + operation,
                "correlation  " + correlations,
                "spans        " + spans.size() + (trees.size() == 1 ? "" : " in " + trees.size() + " traces")
                        + folded(),
                "duration     " + Lengths.of(end - start));
    }

    private String folded() {
        long folded = all ? 0 : spans.stream().filter(DETAIL).count();
        return folded == 0 ? "" : ", " + folded + " of them (SQL, HTTP clients) folded away; --all shows them";
    }

    private List<String> heading(TraceTree tree) {
        List<RecordedSpan> linking =
                tree.spans().filter(span -> !causes(span).isEmpty()).toList();
        String later = tree == trees.get(0)
                ? ""
                : ", " + Lengths.of(tree.start() - trees.get(0).start()) + " after the first began";
        if (linking.isEmpty()) {
            return List.of("trace " + tree.traceId() + later);
        }
        return List.of(
                (linking.stream().anyMatch(TraceReport::isRepeated) ? "retry " : "linked ") + tree.traceId() + later,
                "linked to "
                        + linking.stream()
                                .flatMap(span -> causes(span).stream())
                                .distinct()
                                .map(TraceReport::described)
                                .collect(joining(" and ")));
    }

    private List<RecordedSpan> causes(RecordedSpan span) {
        return span.links().stream()
                .filter(link -> !link.traceId().equals(span.traceId()))
                .flatMap(link -> Stream.ofNullable(known.get(link)))
                .toList();
    }

    private static boolean isRepeated(RecordedSpan span) {
        String attempt = span.attribute(KeptAttributes.ATTEMPT);
        return !attempt.isEmpty() && !attempt.equals("1");
    }

    private static String described(RecordedSpan span) {
        String attempt = span.attribute(KeptAttributes.ATTEMPT);
        return span.name() + " (" + span.service() + (attempt.isEmpty() ? "" : ", attempt " + attempt) + ")";
    }
}
