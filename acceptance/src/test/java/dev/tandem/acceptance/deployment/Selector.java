package dev.tandem.acceptance.deployment;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an expression says about the series of one metric.
 *
 * @param matchers as they are written, without braces
 */
record Selector(String name, String matchers) {

    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|=)\"([^\"]*)\"");

    /** Of all alerts. */
    static Stream<Selector> inAlerts() {
        return Alert.all().stream().flatMap(alert -> in(alert.expression())).distinct();
    }

    private static Stream<Selector> in(String expression) {
        return MetricNames.in(expression).stream()
                .flatMap(name -> Pattern.compile("\\b" + name + "\\b(?:\\{([^}]*)})?")
                        .matcher(expression)
                        .results()
                        .map(found -> new Selector(name, found.group(1) == null ? "" : found.group(1))));
    }

    /** Of the matchers, those that want a label to be something are looked at. */
    boolean takes(String metric, Map<String, String> labels) {
        return name.equals(metric)
                && MATCHER.matcher(matchers)
                        .results()
                        .allMatch(each -> labels.getOrDefault(each.group(1), "")
                                .matches(each.group(2).equals("=") ? Pattern.quote(each.group(3)) : each.group(3)));
    }

    @Override
    public String toString() {
        return name + "{" + matchers + "}";
    }
}
