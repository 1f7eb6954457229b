package dev.tandem.notifier;

import dev.tandem.kit.auth.AuthSettings;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.messaging.RetryPolicy;
import java.net.URI;

/** What the environment tells this service. */
public record NotifierConfig(
        HttpSettings http, AuthSettings auth, URI amqp, URI database, URI projectService, RetryPolicy retries) {

    public static NotifierConfig from(Environment environment) {
        return new NotifierConfig(
                HttpSettings.from(environment),
                AuthSettings.from(environment),
                environment.uri("AMQP_URI", "RabbitMQ, as amqp://user:password@host:port/vhost"),
                environment.uri("DATABASE_URI", "PostgreSQL, as postgresql://user:password@host:port/database"),
                environment.uri("PROJECT_SERVICE_URI", "project-service, which is asked who is still a member"),
                environment.value(
                        "RETRY_POLICY",
                        "when what failed is tried again",
                        RetryPolicy.EXPECTED,
                        RetryPolicy.DEFAULT,
                        RetryPolicy::parse));
    }
}
