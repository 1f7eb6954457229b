package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told of what: one page for one cause. */
final class AlertmanagerConfigTest {

    private static final String FILE = "docker/alertmanager/alertmanager.yml";
    private static final Pattern NAMES = Pattern.compile("alertname=~?\"([\\w|]+)\"");

    /** Pages that tell a cause: nothing else that we see makes them come, so each wakes somebody. */
    private static final Set<String> CAUSES =
            Set.of("BrokerAway", "ConsumerFailing", "DatabaseAway", "ServiceDown", "Unroutable");

    private final Compose compose = Compose.read();
    private final Map<String, Object> config = Repository.yaml(FILE);

    /** What is told while those fire that are the source. */
    private record Inhibition(Set<String> sources, Set<String> targets, List<String> equal) {

        static Inhibition of(Map<String, Object> rule) {
            return new Inhibition(
                    names(rule.get("source_matchers")),
                    names(rule.get("target_matchers")),
                    Repository.texts(rule.get("equal")));
        }

        private static Set<String> names(Object matchers) {
            return Repository.texts(matchers).stream()
                    .flatMap(matcher -> {
                        Matcher names = NAMES.matcher(matcher);
                        assertThat(names.matches()).as(matcher).isTrue();
                        return List.of(names.group(1).split("\\|")).stream();
                    })
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void alertmanager_accepts_it() {
        assumeTrue(
                Programs.isInstalled("amtool"),
                "amtool is not installed; Debian has it in package prometheus-alertmanager");
        Programs.Result result =
                Programs.run(Repository.ROOT, Duration.ofMinutes(1), List.of("amtool", "check-config", FILE));
        assertThat(result.code()).as(result.output()).isZero();
    }

    @Test
    void prometheus_sends_there_and_compose_brings_the_file() {
        assertThat(Repository.text("docker/prometheus/prometheus.yml")).contains("targets: [alertmanager:9093]");
        assertThat(compose.mounts("alertmanager"))
                .containsEntry("/etc/alertmanager/alertmanager.yml", Repository.path(FILE));
    }

    @Test
    void every_alert_in_a_rule_is_one_of_ours_and_none_holds_itself_back() {
        Set<String> known = Alert.all().stream().map(Alert::name).collect(Collectors.toSet());
        assertThat(inhibitions()).isNotEmpty().allSatisfy(rule -> {
            assertThat(known).containsAll(rule.sources()).containsAll(rule.targets());
            assertThat(rule.targets()).doesNotContainAnyElementsOf(rule.sources());
        });
    }

    @Test
    void every_page_is_a_cause_or_held_back_by_one() {
        Set<String> heldBack =
                inhibitions().stream().flatMap(rule -> rule.targets().stream()).collect(Collectors.toSet());

        assertThat(Alert.all())
                .filteredOn(alert -> "page".equals(alert.labels().get("severity")))
                .extracting(Alert::name)
                .filteredOn(name -> !heldBack.contains(name))
                .as("pages that no inhibition of %s holds back; name a new one among the causes or the targets", FILE)
                .containsExactlyInAnyOrderElementsOf(CAUSES);
    }

    /** What was seen to fire with each cause, one page for each name that nothing holds back. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "BrokerAway     : ConsumerLag ConsumerMissing OutboxOld EffectsLate",
                "DatabaseAway   : AcceptErrors CircuitOpen ConsumerLag OutboxOld EffectsLate",
                "ServiceDown    : AcceptErrors CircuitOpen ConsumerLag ConsumerMissing EffectsLate",
                "ConsumerFailing: EffectsLate",
            })
    void one_cause_is_one_page(String cause, String consequences) {
        assertThat(Repository.texts(Repository.map(config.get("route")).get("group_by")))
                .containsExactly("alertname");
        Set<String> firing = new TreeSet<>(List.of(consequences.split(" ")));
        firing.add(cause);
        assertThat(Alert.all())
                .filteredOn(alert -> firing.contains(alert.name()))
                .hasSize(firing.size())
                .allSatisfy(alert -> assertThat(alert.labels()).containsEntry("severity", "page"));

        assertThat(firing.stream().filter(alert -> !isHeldBack(alert, firing))).containsExactly(cause);
    }

    private boolean isHeldBack(String alert, Set<String> firing) {
        return inhibitions().stream()
                .anyMatch(rule -> rule.targets().contains(alert)
                        && rule.sources().stream().anyMatch(firing::contains));
    }

    private List<Inhibition> inhibitions() {
        return Repository.list(config.get("inhibit_rules")).stream()
                .map(rule -> Inhibition.of(Repository.map(rule)))
                .toList();
    }
}
