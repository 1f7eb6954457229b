package dev.tandem.local.trace;

import dev.tandem.local.http.JsonServer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the most recently extended traces of all services that use this processor. When a new span does not fit, the
 * trace that was extended least recently is dropped as a whole.
 *
 * <p>Accepts spans from any thread, blocks none of them longer than it takes to record a span, and reads spans only to
 * weigh them and to answer requests. Spans of a service that has shut down stay.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>I1. The kept spans weigh at most the capacity in bytes, by {@link SpanWeight}.
 *   <li>I2. Either all ended spans of a trace are kept, or none: late spans of a dropped trace are discarded while that
 *       trace is among the last {@value #GONE_REMEMBERED} dropped.
 * </ul>
 */
public final class RecentSpans implements SpanProcessor {

    /** Capacity: enough for the traces of some hundred requests. */
    public static final int KEPT_MEGABYTES = 24;

    private static final int GONE_REMEMBERED = 4_096;

    private final long capacity;

    /** Traces by id; the most recently extended one comes last. */
    private final Map<String, Kept> traces = new LinkedHashMap<>(16, 0.75f, true);

    private final Set<String> gone = new LinkedHashSet<>();
    private long bytes;

    public RecentSpans() {
        this(KEPT_MEGABYTES * 1024L * 1024);
    }

    /** @param capacity capacity in bytes, by {@link SpanWeight} */
    RecentSpans(long capacity) {
        this.capacity = capacity;
    }

    /**
     * Serves the known spans of an operation; its id is appended to the returned address.
     *
     * @param on true if services record spans at all
     */
    public URI serve(JsonServer server, boolean on) {
        return server.serve("/traces/", operation -> Optional.of((on ? of(operation) : Recording.off()).toJson()));
    }

    Recording of(String operation) {
        return new Recording(true, OperationSpans.among(all(), operation));
    }

    /** Returns all spans, in no particular order. */
    List<RecordedSpan> all() {
        return present().stream()
                .map(span -> RecordedSpan.of(span.toSpanData()))
                .toList();
    }

    private synchronized List<ReadableSpan> present() {
        List<ReadableSpan> present = new ArrayList<>();
        traces.values().forEach(trace -> present.addAll(trace.spans));
        return present;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        add(span.getSpanContext().getTraceId(), span, SpanWeight.of(span.toSpanData()));
    }

    private synchronized void add(String traceId, ReadableSpan span, long weight) {
        if (gone.contains(traceId)) {
            return;
        }
        Kept trace = traces.computeIfAbsent(traceId, id -> new Kept());
        trace.spans.add(span);
        trace.bytes += weight;
        bytes += weight;
        Iterator<Map.Entry<String, Kept>> oldest = traces.entrySet().iterator();
        while (bytes > capacity) {
            Map.Entry<String, Kept> leaving = oldest.next();
            oldest.remove();
            bytes -= leaving.getValue().bytes;
            remember(leaving.getKey());
        }
    }

    private void remember(String traceId) {
        if (gone.size() == GONE_REMEMBERED) {
            Iterator<String> oldest = gone.iterator();
            oldest.next();
            oldest.remove();
        }
        gone.add(traceId);
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    /** The kept spans of one trace. */
    private static final class Kept {
        private final List<ReadableSpan> spans = new ArrayList<>();
        private long bytes;
    }
}
