package dev.tandem.local.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;

/** Estimates how many bytes of memory an ended span occupies; rather too many than too few. */
final class SpanWeight {

    /** Weight of the span itself, its context, and its lists and maps. */
    private static final long SPAN = 800;

    private static final long EVENT = 120;
    private static final long LINK = 160;
    private static final long ATTRIBUTE = 64;

    private SpanWeight() {}

    static long of(SpanData span) {
        long bytes = SPAN + text(span.getName()) + text(span.getStatus().getDescription());
        bytes += of(span.getAttributes());
        bytes += LINK * span.getLinks().size();
        for (var event : span.getEvents()) {
            bytes += EVENT + text(event.getName()) + of(event.getAttributes());
        }
        return bytes;
    }

    private static long of(Attributes attributes) {
        long[] bytes = {0};
        attributes.forEach((key, value) -> bytes[0] += ATTRIBUTE + text(value.toString()));
        return bytes[0];
    }

    private static long text(String text) {
        return 2L * text.length();
    }
}
