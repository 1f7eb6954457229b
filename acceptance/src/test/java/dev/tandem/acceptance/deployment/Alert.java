package dev.tandem.acceptance.deployment;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One alert of {@code infra/alerts.yaml}. */
record Alert(
        String name, String expression, String lasting, Map<String, Object> labels, Map<String, Object> annotations) {

    static final String FILE = "infra/alerts.yaml";

    static List<Alert> all() {
        return Repository.list(Repository.yaml(FILE).get("groups")).stream()
                .flatMap(group -> Repository.list(Repository.map(group).get("rules")).stream())
                .map(rule -> of(Repository.map(rule)))
                .toList();
    }

    /** Where a runbook has its section, as GitHub makes anchors of headings. */
    String runbook() {
        return OperationsGuide.FILE + "#" + name.toLowerCase(Locale.ROOT);
    }

    private static Alert of(Map<String, Object> rule) {
        return new Alert(
                (String) rule.get("alert"),
                (String) rule.get("expr"),
                (String) rule.get("for"),
                Repository.map(rule.get("labels")),
                Repository.map(rule.get("annotations")));
    }
}
