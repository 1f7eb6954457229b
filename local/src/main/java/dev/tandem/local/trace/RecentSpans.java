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
 * The traces that were added to last, of all services that are given this processor. Where there is no room for a new span, the
 * trace goes as a whole to which nothing has been added for longest.
 *
 * <p>Takes spans from any thread, holds none for longer than it takes to note a span, and looks into them only to weigh them
 * and when it is asked. A service that shuts down leaves what it has recorded.
 *
 * <p>What always holds:
 *
 * <ul>
 *   <li>I1. All that is kept weighs at most so many bytes, by {@link SpanWeight}.
 *   <li>I2. Of a trace there are all spans that have ended, or none: what comes late of one that is gone is not kept, as long
 *       as that trace is among the last {@value #GONE_REMEMBERED} that went.
 * </ul>
 */
public final class RecentSpans implements SpanProcessor {

    /** How much stays: the traces of some hundred requests. */
    public static final int KEPT_MEGABYTES = 24;

    private static final int GONE_REMEMBERED = 4_096;

    private final long capacity;

    /** By their ids, the one that was added to last at the end. */
    private final Map<String, Kept> traces = new LinkedHashMap<>(16, 0.75f, true);

    private final Set<String> gone = new LinkedHashSet<>();
    private long bytes;

    public RecentSpans() {
        this(KEPT_MEGABYTES * 1024L * 1024);
    }

    /** @param capacity in bytes, by {@link SpanWeight} */
    RecentSpans(long capacity) {
        this.capacity = capacity;
    }

    /**
     * Serves what is known of an operation, below an address to which its id is added.
     *
     * @param on whether services record spans at all
     */
    public URI serve(JsonServer server, boolean on) {
        return server.serve("/traces/", operation -> Optional.of((on ? of(operation) : Recording.off()).toJson()));
    }

    Recording of(String operation) {
        return new Recording(true, OperationSpans.among(all(), operation));
    }

    /** In no order. */
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

    /** One trace. */
    private static final class Kept {
        private final List<ReadableSpan> spans = new ArrayList<>();
        private long bytes;
    }
}
