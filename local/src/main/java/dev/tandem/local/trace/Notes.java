package dev.tandem.local.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Describes what is worth knowing about a span besides its name and times. */
final class Notes {

    private final Map<SpanRef, Integer> batchSizes = new HashMap<>();

    /** Finds the batches among these spans, and their members. */
    Notes(Collection<RecordedSpan> spans) {
        Map<SpanRef, Integer> batches = new HashMap<>();
        spans.stream().filter(RecordedSpan::isBatch).forEach(batch -> {
            batches.put(batch.ref(), batch.linksMade());
            batch.links().forEach(member -> batchSizes.put(member, batch.linksMade()));
        });
        spans.forEach(span -> span.links().stream()
                .filter(batches::containsKey)
                .forEach(batch -> batchSizes.put(span.ref(), batches.get(batch))));
    }

    String of(TraceTree.Node node) {
        RecordedSpan span = node.span();
        List<String> notes = new ArrayList<>();
        add(notes, "", span.attribute(KeptAttributes.STATUS_CODE), "");
        add(notes, "", span.attribute(KeptAttributes.PERMISSION), "");
        add(notes, "attempt ", span.attribute(KeptAttributes.ATTEMPT), "");
        add(notes, "", span.attribute(KeptAttributes.OUTCOME), "");
        add(notes, "after ", span.attribute(KeptAttributes.DELAY_MILLIS), " ms");
        add(notes, "", span.attribute(KeptAttributes.REASON), "");
        if (batchSizes.containsKey(span.ref())) {
            notes.add("in a batch of " + batchSizes.get(span.ref()));
        }
        String query = span.attribute(KeptAttributes.QUERY);
        add(notes, "", query.equals(span.name()) ? "" : query, "");
        if (node.parentMissing()) {
            notes.add("its parent is not here (yet)");
        }
        if (span.error() != null) {
            notes.add(("ERROR " + span.error()).strip());
        }
        return String.join(", ", notes);
    }

    private static void add(List<String> notes, String before, String value, String after) {
        if (!value.isEmpty()) {
            notes.add(before + value + after);
        }
    }
}
