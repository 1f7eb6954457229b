package dev.tandem.kit.logging;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecretsTest {

    private static final String PASSWORD = "s3cret";

    private final Vertx vertx = Vertx.vertx();
    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level usual = root.getLevel();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final JsonLines lines = new JsonLines();

    @BeforeEach
    void listen() {
        lines.setContext(root.getLoggerContext());
        lines.start();
        logged.start();
        root.setLevel(Level.DEBUG);
        root.addAppender(logged);
    }

    @AfterEach
    void close() {
        root.setLevel(usual);
        root.detachAppender(logged);
        get(vertx.close());
    }

    private String all() {
        return List.copyOf(logged.list).stream()
                .map(event -> new String(lines.encode(event), java.nio.charset.StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    /** It writes what it signs, and in that the token by which a person stops mail. */
    @Test
    void the_signer_of_mails_logs_nothing_at_the_level_at_which_everything_is_logged() {
        assertThat(LoggerFactory.getLogger("io.vertx.ext.mail.impl.dkim.DKIMSigner")
                        .isDebugEnabled())
                .isFalse();
    }

    @Test
    void a_database_that_refuses_is_logged_without_its_password() {
        URI real = URI.create(SharedBackends.get().postgres().uri("kit_secrets"));
        URI refused = URI.create(real.toString().replace(real.getRawUserInfo() + "@", "nobody:" + PASSWORD + "@"));
        assertThat(refused.toString()).contains(PASSWORD);
        Throwable migration = failure(Migrations.migrate(vertx, refused, Migration.of("kit-first")));
        get(Databases.check(Databases.pool(vertx, refused, "secrets", 1)).get());
        LoggerFactory.getLogger(SecretsTest.class).error("The start failed", migration);
        assertThat(all()).contains("The start failed").doesNotContain(PASSWORD);
    }

    @Test
    void mistaken_addresses_are_refused_without_being_repeated() {
        Map<String, String> mistaken =
                Map.of("DATABASE_URI", "postgresql//a:" + PASSWORD + "@h/db", "AMQP_URI", "amqp//a:" + PASSWORD + "@h");
        Throwable refused = catchThrowable(() -> Environment.of(mistaken)
                .read(environment -> List.of(
                        environment.uri("DATABASE_URI", "the database"), environment.uri("AMQP_URI", "the broker"))));
        assertThat(refused).hasMessageContainingAll("DATABASE_URI is malformed", "AMQP_URI is malformed");
        assertThat(refused.toString()).doesNotContain(PASSWORD);
    }
}
