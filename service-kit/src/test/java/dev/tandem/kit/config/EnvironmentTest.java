package dev.tandem.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {

    private record Settings(String issuer, int port, URI database, String patience, int pool) {

        private Settings {
            if (pool == 13) {
                throw new IllegalArgumentException("13 brings bad luck");
            }
        }

        private static Settings from(Environment environment) {
            return new Settings(
                    environment.text("AUTH_ISSUER", "the iss of accepted tokens"),
                    environment.port("HTTP_PORT", "port to listen on", 8080),
                    environment.uri("DATABASE_URI", "where the database is"),
                    environment.text("PATIENCE", "how long to wait", "90s"),
                    environment.integer("POOL", "connections", 1, 50, 10));
        }
    }

    @Test
    void reads_every_type_and_falls_back_to_defaults() {
        Settings settings = Environment.of(Map.of(
                        "AUTH_ISSUER", " me ",
                        "DATABASE_URI", "postgresql://u:p%40ss@db:5432/x",
                        "PATIENCE", "250ms",
                        "POOL", ""))
                .read(Settings::from);
        assertThat(settings)
                .isEqualTo(new Settings("me", 8080, URI.create("postgresql://u:p%40ss@db:5432/x"), "250ms", 10));
    }

    @Test
    void names_everything_that_is_wrong_in_one_message_without_secrets() {
        Environment environment = Environment.of(
                Map.of("HTTP_PORT", "80800", "DATABASE_URI", "postgresql://u:hunter 2@db/x", "POOL", "many"));
        ConfigurationException incomplete =
                catchThrowableOfType(ConfigurationException.class, () -> environment.read(Settings::from));
        assertThat(incomplete.faults()).hasSize(4);
        assertThat(incomplete)
                .hasMessageContaining("AUTH_ISSUER is missing")
                .hasMessageContaining("HTTP_PORT is malformed; it should be a port number between 0 and 65535")
                .hasMessageContaining("not \"80800\"")
                .hasMessageContaining("DATABASE_URI is malformed; it should be an address")
                .hasMessageContaining("POOL is malformed; it should be a number between 1 and 50")
                .hasMessageNotContaining("hunter");
    }

    @Test
    void a_secret_may_stand_in_a_file(@TempDir Path secrets) throws IOException {
        Path database = Files.writeString(secrets.resolve("database"), "postgresql://u:hunter2@db:5432/x\n");

        Settings settings = Environment.of(Map.of("AUTH_ISSUER", "me", "DATABASE_URI_FILE", database.toString()))
                .read(Settings::from);

        assertThat(settings.database()).isEqualTo(URI.create("postgresql://u:hunter2@db:5432/x"));
    }

    @Test
    void a_file_that_holds_no_value_is_told_with_its_reason(@TempDir Path secrets) throws IOException {
        Path empty = Files.writeString(secrets.resolve("empty"), "\n");
        Path tooLong = Files.writeString(secrets.resolve("long"), "x".repeat(70_000));
        Path both = Files.writeString(secrets.resolve("both"), "10");
        Path malformed = Files.writeString(secrets.resolve("malformed"), "postgresql://u:hunter 2@db/x");
        Environment environment = Environment.of(Map.of(
                "AUTH_ISSUER_FILE", empty.toString(),
                "HTTP_PORT_FILE", secrets.resolve("none").toString(),
                "PATIENCE_FILE", tooLong.toString(),
                "DATABASE_URI_FILE", malformed.toString(),
                "POOL", "10",
                "POOL_FILE", both.toString()));

        ConfigurationException incomplete =
                catchThrowableOfType(ConfigurationException.class, () -> environment.read(Settings::from));

        assertThat(incomplete.faults()).hasSize(5);
        assertThat(incomplete)
                .hasMessageContaining("AUTH_ISSUER_FILE names a file that cannot be read")
                .hasMessageContaining("it is empty")
                .hasMessageContaining("HTTP_PORT_FILE names a file that cannot be read")
                .hasMessageContaining("PATIENCE_FILE names a file that cannot be read")
                .hasMessageContaining("more than 65536 bytes")
                .hasMessageContaining("POOL and POOL_FILE are both set; set one of them")
                .hasMessageContaining("DATABASE_URI is malformed")
                .hasMessageNotContaining("hunter");
    }

    @Test
    void faults_of_one_reading_do_not_stain_the_next() {
        Environment environment = Environment.of(Map.of());
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> environment.read(Settings::from)))
                .isNotNull();
        assertThat(environment.<String>read(e -> e.text("NAME", "a name", "anna")))
                .isEqualTo("anna");
    }

    @Test
    void a_refusal_of_the_record_itself_is_not_hidden() {
        Environment environment =
                Environment.of(Map.of("AUTH_ISSUER", "me", "DATABASE_URI", "postgresql://db/x", "POOL", "13"));
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> environment.read(Settings::from)))
                .hasMessage("13 brings bad luck");
    }

    @Test
    void a_value_in_words_of_its_own_is_read_by_its_reader() {
        Function<Environment, LocalDate> reader =
                e -> e.value("SINCE", "when it began", "a day such as 2026-01-31", LocalDate.EPOCH, text -> {
                    if (!text.matches("[0-9-]+")) {
                        throw new IllegalArgumentException(text);
                    }
                    return LocalDate.parse(text);
                });
        assertThat(Environment.of(Map.of()).read(reader)).isEqualTo(LocalDate.EPOCH);
        assertThat(Environment.of(Map.of("SINCE", "2026-02-01")).read(reader)).isEqualTo(LocalDate.of(2026, 2, 1));
        Environment malformed = Environment.of(Map.of("SINCE", "yesterday"));
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> malformed.read(reader)))
                .hasMessageContaining("SINCE is malformed; it should be a day such as 2026-01-31 (when it began)")
                .hasMessageContaining("not \"yesterday\"");
    }

    @Test
    void such_a_value_with_a_password_is_not_repeated_when_it_is_malformed() {
        Environment malformed = Environment.of(Map.of("PIN", "hunter2"));
        assertThat(catchThrowableOfType(
                        ConfigurationException.class,
                        () -> malformed.read(e -> e.secretValue("PIN", "a pin", "digits", Integer::valueOf))))
                .hasMessageContaining("PIN is malformed")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void variables_that_do_not_go_together_are_refused_unless_one_is_at_fault_by_itself() {
        Function<Environment, Integer> reader = e -> {
            int from = e.integer("FROM", "the least", 0, 9, 0);
            int to = e.integer("TO", "the most", 0, 9, 9);
            if (from >= to) {
                e.refuse("TO", "TO is not above FROM");
            }
            return to;
        };
        assertThat(catchThrowableOfType(
                                ConfigurationException.class,
                                () -> Environment.of(Map.of("FROM", "5", "TO", "4"))
                                        .read(reader))
                        .faults())
                .containsExactly("TO is not above FROM");
        assertThat(catchThrowableOfType(
                                ConfigurationException.class,
                                () -> Environment.of(Map.of("FROM", "9", "TO", "x"))
                                        .read(reader))
                        .faults())
                .singleElement()
                .asString()
                .contains("TO is malformed");
    }

    @Test
    void describes_its_variables_without_reading_them() {
        assertThat(Environment.variablesOf(Settings::from))
                .extracting(Variable::line)
                .anyMatch(line -> line.matches(" +AUTH_ISSUER +the iss of accepted tokens \\(required\\)"))
                .anyMatch(line -> line.matches(" +HTTP_PORT +port to listen on \\(default 8080\\)"))
                .anyMatch(line -> line.matches(" +PATIENCE +how long to wait \\(default 90s\\)"))
                .hasSize(5);
    }
}
