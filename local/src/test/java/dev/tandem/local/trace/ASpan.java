package dev.tandem.local.trace;

import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds spans by hand; ids are short, and times are milliseconds after noon. */
final class ASpan {

    private static final long NOON = 1_767_268_800_000_000_000L;

    private final SpanRef ref;
    private final List<SpanRef> links = new ArrayList<>();
    private final Map<String, String> attributes = new HashMap<>();
    private String parent = "";
    private String name;
    private SpanKind kind = SpanKind.INTERNAL;
    private String service = "gateway";
    private long start = NOON;
    private long end = NOON;
    private String error;
    private int linksMade;

    private ASpan(SpanRef ref) {
        this.ref = ref;
        this.name = ref.spanId();
    }

    static ASpan of(String trace, String id) {
        return new ASpan(new SpanRef(trace, id));
    }

    ASpan named(String given) {
        name = given;
        return this;
    }

    ASpan under(String id) {
        parent = id;
        return this;
    }

    ASpan by(String given) {
        service = given;
        return this;
    }

    ASpan from(double began, double ended) {
        start = NOON + Math.round(began * 1e6);
        end = NOON + Math.round(ended * 1e6);
        return this;
    }

    ASpan client() {
        kind = SpanKind.CLIENT;
        return this;
    }

    ASpan failing(String why) {
        error = why;
        return this;
    }

    ASpan with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    ASpan ofOperation(String operation) {
        return with(KeptAttributes.OPERATION, operation).with(KeptAttributes.CORRELATION, "corr-" + operation);
    }

    ASpan linking(String trace, String id) {
        links.add(new SpanRef(trace, id));
        linksMade++;
        return this;
    }

    /** Adds that many links that were not kept. */
    ASpan linkingMore(int count) {
        linksMade += count;
        return this;
    }

    RecordedSpan span() {
        return new RecordedSpan(
                ref,
                parent,
                name,
                kind,
                service,
                start,
                end,
                error,
                List.copyOf(links),
                linksMade,
                Map.copyOf(attributes));
    }
}
