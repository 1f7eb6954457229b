package dev.tandem.kit.telemetry;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a statement does, in few words: {@code INSERT outbox}. Few summaries stand for all statements. */
final class QuerySummary {

    /** The table that is written, or the first one read that is no function. */
    private static final Pattern TARGET = Pattern.compile(
            "\\b(?:(INSERT|DELETE|UPDATE)\\s+(?:(?:INTO|FROM)\\s+)?+(\\w+)|(?:FROM|JOIN)\\s+([a-z_]\\w*+)(?!\\s*\\())",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FIRST_WORD = Pattern.compile("\\w+");

    private QuerySummary() {}

    static String of(String sql) {
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
