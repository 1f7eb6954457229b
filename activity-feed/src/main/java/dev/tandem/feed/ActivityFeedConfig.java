package dev.tandem.feed;

import dev.tandem.kit.config.Environment;
import dev.tandem.kit.retention.Rule;
import dev.tandem.runtime.ServiceSettings;
import java.net.URI;
import java.time.Duration;

/** Holds the configuration of this service, read from the environment. */
public record ActivityFeedConfig(ServiceSettings settings, URI projectService, Duration entriesKept) {

    private static final int ENTRY_DAYS = 730;

    public static ActivityFeedConfig from(Environment environment) {
        return new ActivityFeedConfig(
                ServiceSettings.from(environment),
                environment.uri("PROJECT_SERVICE_URI", "project-service, which is asked for permissions"),
                Rule.days(environment, "FEED_KEPT_DAYS", "entries of feeds", ENTRY_DAYS));
    }
}
