package dev.tandem.acceptance.deployment;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the metrics that a PromQL expression reads, and those that the repository's alerts and dashboards read. */
public final class MetricNames {

    private static final Pattern STRING_OR_COMMENT = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|#.*");
    private static final Pattern LABELS_AND_RANGES =
            Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.$])([a-zA-Z_:][\\w:]*)(?!\\s*\\(|[\\w:])");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "by", "inf", "nan", "atan2");

    private MetricNames() {}

    /** The names in one expression, as they are scraped: of a histogram, those of its series. */
    public static Set<String> in(String promql) {
        String bare = LABELS_AND_RANGES
                .matcher(STRING_OR_COMMENT.matcher(promql).replaceAll(" "))
                .replaceAll(" ");
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            if (!WORDS.contains(name.group(1).toLowerCase(Locale.ROOT))) {
                names.add(name.group(1));
            }
        }
        return names;
    }

    /** The names in all alerts. */
    static Set<String> inAlerts() {
        Set<String> names = new TreeSet<>();
        Alert.all().forEach(alert -> names.addAll(in(alert.expression())));
        return names;
    }

    /** The names in all alerts and dashboards, except those that Prometheus makes itself. */
    public static Set<String> used() {
        Set<String> names = inAlerts();
        Dashboard.expressions().forEach(expression -> names.addAll(in(expression)));
        names.removeAll(Set.of("up", "ALERTS"));
        return names;
    }

    /** The metric that a series belongs to: of a histogram's or summary's series, that one. */
    static String family(String series) {
        return series.replaceFirst("_(bucket|count|sum)$", "");
    }
}
