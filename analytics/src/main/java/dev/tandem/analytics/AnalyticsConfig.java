package dev.tandem.analytics;

import dev.tandem.kit.config.Environment;
import dev.tandem.kit.retention.Rule;
import dev.tandem.runtime.ServiceSettings;
import java.net.URI;
import java.time.Duration;

/**
 * Holds the configuration of this service, read from the environment.
 *
 * @param historyKept how long a fact stays in the archive, and thereby in the audit trail and in analytics
 */
public record AnalyticsConfig(ServiceSettings settings, URI projectService, Duration historyKept) {

    private static final int HISTORY_DAYS = 1_095;

    public static AnalyticsConfig from(Environment environment) {
        return new AnalyticsConfig(
                ServiceSettings.from(environment),
                environment.uri("PROJECT_SERVICE_URI", "project-service, which is asked for permissions"),
                Rule.days(environment, "HISTORY_KEPT_DAYS", "facts, the audit trail and analytics", HISTORY_DAYS));
    }
}
