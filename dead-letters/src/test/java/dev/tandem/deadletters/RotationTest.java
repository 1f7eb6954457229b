package dev.tandem.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.Broker;
import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.Platform;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.kit.testing.ServiceEnvironment;
import dev.tandem.kit.testing.TokenIssuer;
import dev.tandem.runtime.Service;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes the passwords of a running service. */
@Timeout(180)
final class RotationTest {

    private static final String ROLE =
            "rotating_" + UUID.randomUUID().toString().replace("-", "");

    private final Broker broker = SharedBackends.get().broker();
    private final URI queues = URI.create(broker.amqpUri(DeadLetters.NAME));
    private final URI tables = URI.create(SharedBackends.get().postgres().uri(ROLE));
    private final TokenIssuer issuer = new TokenIssuer();
    private final Vertx vertx = Vertx.vertx();
    private final Pool administrator = Databases.pool(vertx, tables, "administrator", 1);

    @TempDir
    private Path secrets;

    @Test
    void passwords_are_changed_and_every_connection_is_lost_and_the_service_goes_on() throws IOException {
        sql("CREATE ROLE " + ROLE + " SUPERUSER LOGIN PASSWORD 'first'");
        Path amqp = Files.writeString(secrets.resolve("amqp"), queues.toString());
        Path database = Files.writeString(secrets.resolve("database"), with(tables, ROLE, "first"));
        Environment environment = environment(amqp, database);
        Platform platform = Platform.create(DeadLetters.NAME, environment);
        Service service =
                Awaiting.get(DeadLetters.start(platform, environment.read(DeadLettersConfig::from), new Shutdown()));
        try {
            awaitStatus(platform, "up");

            sql("ALTER ROLE " + ROLE + " PASSWORD 'second'");
            Files.writeString(amqp, with(queues, DeadLetters.NAME, "second"));
            Files.writeString(database, with(tables, ROLE, "second"));
            broker.stop();
            sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + ROLE + "'");
            awaitStatus(platform, "degraded");
            broker.start();
            // Not before: on its start the broker imports its definitions, which contain the passwords.
            broker.changePassword(DeadLetters.NAME, "second");

            awaitStatus(platform, "up");
        } finally {
            Awaiting.get(service.stop());
            Awaiting.get(platform.close());
            broker.changePassword(DeadLetters.NAME, password(queues));
            issuer.close();
            Awaiting.get(administrator.close());
            Awaiting.get(vertx.close());
        }
        // The service of the other tests could not log in meanwhile.
        awaitStatus(RunningDeadLetters.get().platform, "up");
    }

    private Environment environment(Path amqp, Path database) {
        return ServiceEnvironment.of(
                DeadLetters.NAME,
                ROLE,
                issuer,
                Map.of(
                        "AMQP_URI",
                        "",
                        "AMQP_URI_FILE",
                        amqp.toString(),
                        "DATABASE_URI",
                        "",
                        "DATABASE_URI_FILE",
                        database.toString()));
    }

    private static void awaitStatus(Platform platform, String status) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(
                                Awaiting.get(platform.health().ready()).toJson().getString("status"))
                        .isEqualTo(status));
    }

    private void sql(String statement) {
        Awaiting.get(administrator.query(statement).execute());
    }

    private static String with(URI address, String user, String password) {
        return address.getScheme() + "://" + user + ":" + password + "@" + address.getHost() + ":" + address.getPort()
                + address.getRawPath();
    }

    private static String password(URI address) {
        return address.getUserInfo().substring(address.getUserInfo().indexOf(':') + 1);
    }
}
