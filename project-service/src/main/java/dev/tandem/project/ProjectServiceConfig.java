package dev.tandem.project;

import dev.tandem.kit.auth.AuthSettings;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.retention.Rule;
import dev.tandem.messaging.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/** Configuration of this service, read from the environment. */
public record ProjectServiceConfig(
        HttpSettings http,
        AuthSettings auth,
        Supplier<URI> amqp,
        Supplier<URI> database,
        int membersPerWorkspace,
        Duration deletedProjectsKept,
        RetryPolicy retries) {

    private static final int DELETED_PROJECT_DAYS = 90;

    private static final int MOST_MEMBERS = 1_000_000;

    public static ProjectServiceConfig from(Environment environment) {
        return new ProjectServiceConfig(
                HttpSettings.from(environment),
                AuthSettings.from(environment),
                environment.changingUri("AMQP_URI", "RabbitMQ, as amqp://user:password@host:port/vhost"),
                environment.changingUri("DATABASE_URI", "PostgreSQL, as postgresql://user:password@host:port/database"),
                environment.integer(
                        "MEMBERS_PER_WORKSPACE", "members that one workspace may have", 1, MOST_MEMBERS, 10_000),
                Rule.days(environment, "DELETED_PROJECTS_KEPT_DAYS", "deleted projects", DELETED_PROJECT_DAYS),
                environment.value(
                        "RETRY_POLICY",
                        "when what failed is tried again",
                        RetryPolicy.EXPECTED,
                        RetryPolicy.DEFAULT,
                        RetryPolicy::parse));
    }
}
