package dev.tandem.notifier;

import dev.tandem.kit.auth.AuthSettings;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.retention.Rule;
import dev.tandem.messaging.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/** Configuration of this service, read from the environment. */
public record NotifierConfig(
        HttpSettings http,
        AuthSettings auth,
        Supplier<URI> amqp,
        Supplier<URI> database,
        URI projectService,
        Duration notificationsKept,
        RetryPolicy retries) {

    private static final int NOTIFICATION_DAYS = 365;

    public static NotifierConfig from(Environment environment) {
        return new NotifierConfig(
                HttpSettings.from(environment),
                AuthSettings.from(environment),
                environment.changingUri("AMQP_URI", "RabbitMQ, as amqp://user:password@host:port/vhost"),
                environment.changingUri("DATABASE_URI", "PostgreSQL, as postgresql://user:password@host:port/database"),
                environment.uri("PROJECT_SERVICE_URI", "project-service, which is asked who is still a member"),
                Rule.days(environment, "NOTIFICATIONS_KEPT_DAYS", "notifications", NOTIFICATION_DAYS),
                environment.value(
                        "RETRY_POLICY",
                        "when what failed is tried again",
                        RetryPolicy.EXPECTED,
                        RetryPolicy.DEFAULT,
                        RetryPolicy::parse));
    }
}
