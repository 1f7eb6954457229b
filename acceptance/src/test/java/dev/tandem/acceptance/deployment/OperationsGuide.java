package dev.tandem.acceptance.deployment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the runbook, {@code docs/operations.md}. */
final class OperationsGuide {

    static final String FILE = "docs/operations.md";

    private static final Pattern CODE = Pattern.compile("`([a-zA-Z_:][\\w:]*)`");

    private OperationsGuide() {}

    /** The sections of the alerts, by heading. */
    static Map<String, String> alertSections() {
        Map<String, String> sections = new LinkedHashMap<>();
        String alerts = chapter("Alerts");
        for (String section : alerts.split("(?m)^### ")) {
            String[] parts = section.split("\n", 2);
            sections.put(parts[0].strip(), parts.length < 2 ? "" : parts[1]);
        }
        sections.remove(alerts.split("\n", 2)[0].strip());
        return sections;
    }

    /** The metrics in the first column of the tables of the chapter on them. */
    static Set<String> documentedMetrics() {
        Set<String> names = new TreeSet<>();
        for (String line : chapter("Metrics").lines().toList()) {
            List<String> cells = List.of(line.split("\\|", -1));
            if (line.startsWith("|") && cells.size() > 2) {
                names.addAll(names(cells.get(1)));
            }
        }
        return names;
    }

    /** Every name in the guide, of a variable or of something else. */
    static Set<String> names() {
        return names(Repository.text(FILE));
    }

    private static Set<String> names(String text) {
        return CODE.matcher(text).results().map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String chapter(String heading) {
        for (String chapter : Repository.text(FILE).split("(?m)^## ")) {
            if (chapter.startsWith(heading)) {
                return chapter;
            }
        }
        throw new IllegalStateException(FILE + " has no chapter " + heading);
    }
}
