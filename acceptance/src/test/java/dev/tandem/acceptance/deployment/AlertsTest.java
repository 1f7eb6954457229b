package dev.tandem.acceptance.deployment;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class AlertsTest {

    private static final String TESTS = "infra/alerts-test.yaml";

    private static final Pattern RECORDED = Pattern.compile("series: '(\\w+)\\{(.*)}', values");

    /** What nobody has in an ordinary hour, or only where a mail server or a key for webhooks is set. */
    private static final Set<String> NOT_ALWAYS_THERE = Set.of(
            "tandem_consumer_retries_total{}",
            "tandem_deliveries_oldest_seconds{channel=\"digest\"}",
            "tandem_deliveries_oldest_seconds{channel!=\"digest\"}",
            "tandem_webhooks_lag_seconds{}",
            "vertx_http_server_response_time_seconds_count{service=\"gateway\",method=\"POST\",code=~\"5..\"}");

    @Test
    void prometheus_accepts_the_rules() {
        Promtool.accepts(Repository.ROOT, "check", "rules", Alert.FILE);
    }

    @Test
    void each_alert_fires_when_it_should_and_is_silent_when_it_should() {
        Promtool.accepts(Repository.ROOT, "test", "rules", TESTS);
    }

    @Test
    void in_an_ordinary_hour_every_alert_is_silent() {
        Promtool.accepts(Repository.ROOT, "test", "rules", OrdinaryHourRecording.FILE);
    }

    /** An alert that reads nothing is silent, too. */
    @Test
    void the_ordinary_hour_holds_whatever_the_alerts_read_with_the_labels_by_which_they_read_it() {
        Map<String, List<Map<String, String>>> recorded = RECORDED.matcher(Repository.text(OrdinaryHourRecording.FILE))
                .results()
                .collect(groupingBy(
                        found -> found.group(1), mapping(found -> Recording.byName(found.group(2)), toList())));

        assertThat(Selector.inAlerts())
                .as("what is missing in %s; run OrdinaryHourRecording again", OrdinaryHourRecording.FILE)
                .filteredOn(selector -> recorded.getOrDefault(selector.name(), List.of()).stream()
                        .noneMatch(labels -> selector.takes(selector.name(), labels)))
                .extracting(Selector::toString)
                .isSubsetOf(NOT_ALWAYS_THERE);
    }

    @Test
    void no_alert_goes_untested() {
        List<Map<String, Object>> expectations = Repository.list(
                        Repository.yaml(TESTS).get("tests"))
                .stream()
                .flatMap(test -> Repository.list(Repository.map(test).get("promql_expr_test")).stream())
                .map(Repository::map)
                .toList();

        assertThat(Alert.all()).allSatisfy(alert -> {
            String firing = "ALERTS{alertname=\"" + alert.name() + "\",alertstate=\"firing\"}";
            List<Map<String, Object>> about = expectations.stream()
                    .filter(each -> firing.equals(each.get("expr")))
                    .toList();
            assertThat(about).as("fires").anyMatch(each -> !expected(each).isEmpty());
            assertThat(about).as("is silent").anyMatch(each -> expected(each).isEmpty());
        });
    }

    @Test
    void each_says_how_urgent_it_is_for_whom_and_what_to_do() {
        assertThat(Alert.all()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.labels().get("severity")).isIn("page", "ticket");
            assertThat(alert.lasting()).matches("\\d+[sm]");
            assertThat((String) alert.annotations().get("summary")).isNotBlank();
            assertThat((String) alert.annotations().get("description")).isNotBlank();
            assertThat(alert.annotations().get("runbook_url")).isEqualTo(alert.runbook());
        });
    }

    @Test
    void quantiles_are_taken_over_all_instances() {
        assertThat(Alert.all())
                .filteredOn(alert -> alert.expression().contains("histogram_quantile"))
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(alert.expression())
                        .containsPattern("sum by \\([a-z_, ]*\\ble\\)")
                        .doesNotContain("by (instance"));
    }

    private static List<Object> expected(Map<String, Object> expectation) {
        return Repository.list(expectation.get("exp_samples"));
    }
}
