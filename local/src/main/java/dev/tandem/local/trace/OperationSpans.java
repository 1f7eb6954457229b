package dev.tandem.local.trace;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the spans of an operation: every trace in which a span names the operation, further traces with its correlation id
 * that are linked with these, and the batches that processed spans of them. The traces of such batches are not included,
 * because they belong to other operations too.
 */
final class OperationSpans {

    private final Map<String, List<RecordedSpan>> traces;
    private final List<RecordedSpan> batches;
    private final Set<String> chosen;
    private final Set<String> correlations;

    private OperationSpans(List<RecordedSpan> spans, String operation) {
        batches = spans.stream().filter(RecordedSpan::isBatch).toList();
        Set<String> foreign = batches.stream()
                .filter(batch -> batch.parentId().isEmpty())
                .map(RecordedSpan::traceId)
                .collect(toSet());
        traces = spans.stream()
                .filter(span -> !foreign.contains(span.traceId()))
                .collect(groupingBy(RecordedSpan::traceId));
        List<RecordedSpan> named = traces.values().stream()
                .flatMap(Collection::stream)
                .filter(span -> span.attribute(KeptAttributes.OPERATION).equals(operation))
                .toList();
        chosen = named.stream().map(RecordedSpan::traceId).collect(toCollection(HashSet::new));
        correlations = named.stream()
                .map(span -> span.attribute(KeptAttributes.CORRELATION))
                .filter(id -> !id.isEmpty())
                .collect(toSet());
    }

    static List<RecordedSpan> among(List<RecordedSpan> spans, String operation) {
        OperationSpans search = new OperationSpans(spans, operation);
        while (search.addLinked()) {}
        return search.found();
    }

    /** Returns true if this added any traces. */
    private boolean addLinked() {
        Set<String> reached = linkedTraces(chosenSpans());
        Set<String> linked = new HashSet<>();
        traces.forEach((id, spans) -> {
            boolean isLinked =
                    reached.contains(id) || linkedTraces(spans).stream().anyMatch(chosen::contains);
            if (isLinked && isCorrelated(spans)) {
                linked.add(id);
            }
        });
        return chosen.addAll(linked);
    }

    private boolean isCorrelated(List<RecordedSpan> spans) {
        return spans.stream().anyMatch(span -> correlations.contains(span.attribute(KeptAttributes.CORRELATION)));
    }

    private static Set<String> linkedTraces(List<RecordedSpan> spans) {
        return spans.stream()
                .flatMap(span -> span.links().stream())
                .map(SpanRef::traceId)
                .collect(toSet());
    }

    private List<RecordedSpan> chosenSpans() {
        return traces.values().stream()
                .flatMap(Collection::stream)
                .filter(span -> chosen.contains(span.traceId()))
                .toList();
    }

    private List<RecordedSpan> found() {
        List<RecordedSpan> found = new ArrayList<>(chosenSpans());
        Set<SpanRef> members = found.stream().map(RecordedSpan::ref).collect(toSet());
        Set<SpanRef> linked =
                found.stream().flatMap(span -> span.links().stream()).collect(toSet());
        batches.stream()
                .filter(batch ->
                        linked.contains(batch.ref()) || batch.links().stream().anyMatch(members::contains))
                .forEach(found::add);
        return found;
    }
}
