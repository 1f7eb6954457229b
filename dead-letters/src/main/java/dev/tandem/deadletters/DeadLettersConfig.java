package dev.tandem.deadletters;

import dev.tandem.kit.auth.AuthSettings;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.http.HttpSettings;
import java.net.URI;
import java.util.function.Supplier;

/**
 * What the environment tells this service.
 *
 * @param editing whether operators may edit an event's data before they send it again
 * @param kept what is kept for how long
 */
public record DeadLettersConfig(
        HttpSettings http, AuthSettings auth, Supplier<URI> amqp, Supplier<URI> database, boolean editing, Kept kept) {

    public static DeadLettersConfig from(Environment environment) {
        return new DeadLettersConfig(
                HttpSettings.from(environment),
                AuthSettings.from(environment),
                environment.changingUri("AMQP_URI", "RabbitMQ, as amqp://user:password@host:port/vhost"),
                environment.changingUri("DATABASE_URI", "PostgreSQL, as postgresql://user:password@host:port/database"),
                environment.flag("DEAD_LETTER_EDITING", "whether operators may edit data before a replay", false),
                Kept.from(environment));
    }
}
