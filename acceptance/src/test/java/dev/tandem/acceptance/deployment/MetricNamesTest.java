package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MetricNamesTest {

    @Test
    void names_are_found_among_functions_labels_and_words() {
        assertThat(MetricNames.in("max by (consumer) (tandem_consumer_lag_seconds{service=~\"$service\"}) > 10"))
                .containsExactly("tandem_consumer_lag_seconds");
        assertThat(MetricNames.in(
                        "histogram_quantile(0.99, sum by (le) (rate(a_bucket{b=\"c{d}\"}[$__rate_interval])))"))
                .containsExactly("a_bucket");
        assertThat(MetricNames.in(
                        "sum(a == bool 1) > 0 or absent(up{job=\"x\"}) unless on (y) group_left (z) b offset 5m"))
                .containsExactly("a", "b", "up");
        assertThat(MetricNames.in("a{b=\"#c\"} > 1\n  # or d\n  or e")).containsExactly("a", "e");
    }

    @Test
    void alerts_and_dashboards_read_some() {
        assertThat(MetricNames.used())
                .contains("tandem_consumer_lag_seconds", "tandem_accept_transaction_seconds_bucket")
                .doesNotContain("up", "service", "le");
    }
}
