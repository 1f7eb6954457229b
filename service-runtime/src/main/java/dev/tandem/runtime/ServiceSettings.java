package dev.tandem.runtime;

import dev.tandem.kit.auth.AuthSettings;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.messaging.RetryPolicy;
import java.net.URI;
import java.util.function.Supplier;

/**
 * The settings that every service has.
 *
 * @param amqp address of RabbitMQ; read for each connection, so that a password may change
 * @param database address of PostgreSQL; read for each connection
 */
public record ServiceSettings(
        HttpSettings http, AuthSettings auth, Supplier<URI> amqp, Supplier<URI> database, RetryPolicy retries) {

    public static ServiceSettings from(Environment environment) {
        return new ServiceSettings(
                HttpSettings.from(environment),
                AuthSettings.from(environment),
                environment.changingUri("AMQP_URI", "RabbitMQ, as amqp://user:password@host:port/vhost"),
                environment.changingUri("DATABASE_URI", "PostgreSQL, as postgresql://user:password@host:port/database"),
                environment.value(
                        "RETRY_POLICY",
                        "when what failed is tried again",
                        RetryPolicy.EXPECTED,
                        RetryPolicy.DEFAULT,
                        RetryPolicy::parse));
    }

    public ServiceSettings with(HttpSettings other) {
        return new ServiceSettings(other, auth, amqp, database, retries);
    }

    public ServiceSettings with(AuthSettings other) {
        return new ServiceSettings(http, other, amqp, database, retries);
    }
}
