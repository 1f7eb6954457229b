package dev.tandem.gateway;

import dev.tandem.kit.auth.AuthSettings;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.messaging.RetryPolicy;
import java.net.URI;

/** What the environment tells this service. */
public record GatewayConfig(
        HttpSettings http,
        AuthSettings auth,
        URI amqp,
        URI database,
        URI projectService,
        URI activityFeed,
        URI notifier,
        URI deadLetters,
        RetryPolicy retries) {

    public static GatewayConfig from(Environment environment) {
        return new GatewayConfig(
                HttpSettings.from(environment).atTheEdge(),
                AuthSettings.from(environment),
                environment.uri("AMQP_URI", "RabbitMQ, as amqp://user:password@host:port/vhost"),
                environment.uri("DATABASE_URI", "PostgreSQL, as postgresql://user:password@host:port/database"),
                environment.uri("PROJECT_SERVICE_URI", "project-service, as http://host:port"),
                environment.uri("ACTIVITY_FEED_URI", "activity-feed, as http://host:port"),
                environment.uri("NOTIFIER_URI", "notifier, as http://host:port"),
                environment.uri("DEAD_LETTERS_URI", "dead-letters, as http://host:port"),
                environment.value(
                        "RETRY_POLICY",
                        "when what failed is tried again",
                        RetryPolicy.EXPECTED,
                        RetryPolicy.DEFAULT,
                        RetryPolicy::parse));
    }
}
