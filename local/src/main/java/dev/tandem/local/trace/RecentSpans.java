package dev.tandem.local.trace;

import dev.tandem.local.http.JsonServer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * The spans that ended last, of all services that are given this processor; an older one makes room for each new one.
 *
 * <p>Takes spans from any thread, blocks none, and looks into them only when it is asked. A service that shuts down leaves
 * what it has recorded.
 */
public final class RecentSpans implements SpanProcessor {

    /** How many spans stay: those of some hundred requests, in about ten megabytes. */
    public static final int KEPT = 8_192;

    private final AtomicReferenceArray<ReadableSpan> ring;
    private final AtomicLong ended = new AtomicLong();

    public RecentSpans() {
        this(KEPT);
    }

    RecentSpans(int capacity) {
        ring = new AtomicReferenceArray<>(capacity);
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
        return IntStream.range(0, ring.length())
                .mapToObj(ring::get)
                .filter(Objects::nonNull)
                .map(span -> RecordedSpan.of(span.toSpanData()))
                .toList();
    }

    @Override
    public void onEnd(ReadableSpan span) {
        int place = (int) (ended.getAndIncrement() % ring.length());
        ring.set(place, span);
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
}
