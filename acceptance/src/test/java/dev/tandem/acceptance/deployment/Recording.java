package dev.tandem.acceptance.deployment;

import dev.tandem.contracts.TandemService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Records the values of the series that alerts select, scrape by scrape, and writes them as input of promtool's unit tests.
 */
final class Recording {

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:\\\\.|[^\"\\\\])*)\"");
    private static final String MISSING = "_";

    private final List<Selector> selectors = Selector.inAlerts().toList();
    private final Map<String, List<String>> series = new TreeMap<>();
    private int scrapes;

    /** Begins a scrape. */
    void next() {
        scrapes++;
    }

    /** Takes a line of Prometheus' text format, without a time. */
    void read(String line, String job) {
        Matcher sample = SAMPLE.matcher(line);
        if (sample.matches()) {
            add(sample.group(1), sample.group(2) == null ? "" : sample.group(2), job, sample.group(3));
        }
    }

    void add(String name, String labels, String job, String value) {
        String all = "job=\"" + job + "\",instance=\"a\"" + (labels.isEmpty() ? "" : "," + labels);
        Map<String, String> byName = byName(all);
        if (selectors.stream().noneMatch(selector -> selector.takes(name, byName))) {
            return;
        }
        List<String> values = series.computeIfAbsent(name + "{" + all + "}", key -> new ArrayList<>());
        while (values.size() < scrapes - 1) {
            values.add(MISSING);
        }
        values.add(value.replaceFirst("\\.0$", ""));
    }

    /** The values of labels that are written as Prometheus' text format has them. */
    static Map<String, String> byName(String labels) {
        return LABEL.matcher(labels)
                .results()
                .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)));
    }

    /** A test that holds when no alert has fired at any time. */
    String asTest(int everySeconds) {
        StringBuilder test = new StringBuilder("""
                # promtool test rules %s
                # Recorded from a running system by OrdinaryHourRecording; not written by hand.
                rule_files: [alerts.yaml]
                evaluation_interval: %ds

                tests:
                  - name: an ordinary hour, in which every alert is silent
                    interval: %ds
                    input_series:
                """.formatted(OrdinaryHourRecording.FILE, everySeconds, everySeconds));
        series.forEach((name, values) -> {
            if (!name.startsWith("up{")) {
                test.append(line(name, inRuns(values)));
            }
        });
        test.append(ups());
        int seconds = (scrapes - 1) * everySeconds;
        return test.append("""
                    promql_expr_test:
                      - {expr: 'count_over_time(ALERTS{alertstate="firing"}[%ds])', eval_time: %ds}
                """.formatted(seconds, seconds)).toString();
    }

    /** Written from the list of services, so that a service is not missed before the next recording. */
    private String ups() {
        String always = "1x" + (scrapes - 1);
        StringBuilder lines = new StringBuilder(line(up("the-service"), always).replace("- {", "#each - {"));
        for (TandemService service : TandemService.values()) {
            String up = up(service.serviceName());
            lines.append(line(up, inRuns(series.getOrDefault(up, List.of(MISSING)))));
        }
        return lines.append("      #end\n").toString();
    }

    private static String up(String job) {
        return "up{job=\"" + job + "\",instance=\"a\"}";
    }

    private static String line(String series, String values) {
        return "      - {series: '%s', values: '%s'}\n".formatted(series, values);
    }

    /** Three fives are 5x2: a value, and how often it comes again. */
    private static String inRuns(List<String> values) {
        StringBuilder runs = new StringBuilder();
        int from = 0;
        while (from < values.size()) {
            int to = from + 1;
            while (to < values.size() && values.get(to).equals(values.get(from))) {
                to++;
            }
            runs.append(from == 0 ? "" : " ").append(values.get(from));
            if (to - from > 1) {
                // A missing value counts itself; others count what follows them.
                runs.append('x').append(values.get(from).equals(MISSING) ? to - from : to - from - 1);
            }
            from = to;
        }
        return runs.toString();
    }
}
