package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class OperationsGuideTest {

    @Test
    void every_alert_has_its_section_and_every_section_its_alert() {
        assertThat(OperationsGuide.alertSections().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Alert.all().stream().map(Alert::name).toList());
    }

    @Test
    void every_section_tells_what_is_felt_how_to_confirm_why_what_to_do_and_when_it_is_over() {
        assertThat(OperationsGuide.alertSections())
                .allSatisfy((alert, text) ->
                        assertThat(text).contains("**Felt:**", "**Confirm:**", "**Causes:**", "**Do:**", "**Over:**"));
    }

    @Test
    void every_metric_that_alerts_and_dashboards_read_is_explained() {
        Set<String> explained = OperationsGuide.documentedMetrics();
        Set<String> missing = MetricNames.used().stream()
                .filter(series -> !explained.contains(series) && !explained.contains(MetricNames.family(series)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(missing).isEmpty();
    }
}
