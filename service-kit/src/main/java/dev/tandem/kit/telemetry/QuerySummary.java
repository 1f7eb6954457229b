package dev.tandem.kit.telemetry;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Summarizes a statement in few words: {@code INSERT outbox}. All statements share a few summaries. */
final class QuerySummary {

    /** The table that is written, or the first one read that is not a function. */
    private static final Pattern TARGET = Pattern.compile(
            "\\b(?:(INSERT|DELETE|UPDATE)\\s+(?:(?:INTO|FROM)\\s+)?+(\\w+)|(?:FROM|JOIN)\\s+([a-z_]\\w*+)(?!\\s*\\())",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FIRST_WORD = Pattern.compile("\\w+");

    private static final int MOST_KNOWN = 1_000;
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private QuerySummary() {}

    /** Cached, because statements are few and each is sent often. */
    static String of(String sql) {
        String known = KNOWN.get(sql);
        if (known != null) {
            return known;
        }
        String summary = read(sql);
        if (KNOWN.size() < MOST_KNOWN) {
            KNOWN.put(sql, summary);
        }
        return summary;
    }

    private static String read(String sql) {
        Matcher target = TARGET.matcher(sql);
        if (target.find()) {
            String written = target.group(1);
            return written == null
                    ? "SELECT " + target.group(3).toLowerCase(Locale.ROOT)
                    : written.toUpperCase(Locale.ROOT) + " " + target.group(2).toLowerCase(Locale.ROOT);
        }
        Matcher word = FIRST_WORD.matcher(sql);
        return word.find() ? word.group().toUpperCase(Locale.ROOT) : "SQL";
    }
}
