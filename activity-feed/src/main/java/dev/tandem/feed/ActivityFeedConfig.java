package dev.tandem.feed;

import dev.tandem.kit.auth.AuthSettings;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.retention.Rule;
import dev.tandem.messaging.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/** Configuration of this service, read from the environment. */
public record ActivityFeedConfig(
        HttpSettings http,
        AuthSettings auth,
        Supplier<URI> amqp,
        Supplier<URI> database,
        URI projectService,
        Duration entriesKept,
        RetryPolicy retries) {

    private static final int ENTRY_DAYS = 730;

    public static ActivityFeedConfig from(Environment environment) {
        return new ActivityFeedConfig(
                HttpSettings.from(environment),
                AuthSettings.from(environment),
                environment.changingUri("AMQP_URI", "RabbitMQ, as amqp://user:password@host:port/vhost"),
                environment.changingUri("DATABASE_URI", "PostgreSQL, as postgresql://user:password@host:port/database"),
                environment.uri("PROJECT_SERVICE_URI", "project-service, which is asked for permissions"),
                Rule.days(environment, "FEED_KEPT_DAYS", "entries of feeds", ENTRY_DAYS),
                environment.value(
                        "RETRY_POLICY",
                        "when what failed is tried again",
                        RetryPolicy.EXPECTED,
                        RetryPolicy.DEFAULT,
                        RetryPolicy::parse));
    }
}
