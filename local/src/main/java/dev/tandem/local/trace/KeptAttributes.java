package dev.tandem.local.trace;

import io.opentelemetry.api.common.Attributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Selects the few attributes of a span that are kept, each as one line of at most 90 characters. */
final class KeptAttributes {

    static final String OPERATION = "tandem.operation.id";
    static final String CORRELATION = "tandem.correlation.id";
    static final String ATTEMPT = "tandem.attempt";
    static final String OUTCOME = "tandem.outcome";
    static final String REASON = "tandem.reason";
    static final String DELAY_MILLIS = "tandem.delay.ms";
    static final String PERMISSION = "tandem.permission.outcome";
    static final String STATUS_CODE = "http.response.status_code";
    static final String QUERY = "db.query.text";

    private static final Set<String> KEPT =
            Set.of(OPERATION, CORRELATION, ATTEMPT, OUTCOME, REASON, DELAY_MILLIS, PERMISSION, STATUS_CODE, QUERY);

    /** Long enough to recognise a statement. */
    private static final int LONGEST = 90;

    private KeptAttributes() {}

    static Map<String, String> of(Attributes attributes) {
        Map<String, String> kept = new HashMap<>();
        attributes.forEach((key, value) -> {
            if (KEPT.contains(key.getKey())) {
                kept.put(key.getKey(), oneLine(value.toString(), LONGEST));
            }
        });
        return Map.copyOf(kept);
    }

    /** Replaces each run of white space by one space, and cuts a longer text to that length, ending in {@code …}. */
    static String oneLine(String text, int longest) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
    }
}
