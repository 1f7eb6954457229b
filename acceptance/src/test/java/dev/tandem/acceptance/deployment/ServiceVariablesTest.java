package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.PlatformSettings;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.config.Variable;
import dev.tandem.local.service.Services;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the variables that compose sets for each service with those that the service reads. */
final class ServiceVariablesTest {

    /** Addresses that nobody in compose asks: a name in tokens, and the beginning of links. */
    private static final Set<String> OUTSIDE = Set.of("AUTH_ISSUER", "SITE_URI");

    private final Compose compose = Compose.read();

    static Stream<Arguments> services() {
        return Services.COMPONENTS.stream()
                .map(component -> Arguments.of(component.name(), reader(component.reader())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void what_it_needs_is_set_and_what_is_set_it_knows(String service, Function<Environment, ?> reader) {
        Collection<Variable> known = Environment.variablesOf(reader);
        Map<String, String> set = compose.environment(service);

        assertThat(known)
                .filteredOn(Variable::required)
                .isNotEmpty()
                .extracting(Variable::name)
                .allSatisfy(name -> assertThat(set)
                        .withFailMessage("Write %s below the lines of %s in docker/compose.yaml", name, service)
                        .containsKey(name));
        assertThat(set.keySet())
                .filteredOn(name -> !name.matches("(OTEL|JAVA|LOG)_[A-Z_]+"))
                .isSubsetOf(known.stream().map(Variable::name).toList());
        assertThat(set).containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://jaeger:4318");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void what_it_reads_is_in_the_guide(String service, Function<Environment, ?> reader) {
        Set<String> told = OperationsGuide.names();

        assertThat(Environment.variablesOf(reader))
                .extracting(Variable::name)
                .filteredOn(name -> !told.contains(name))
                .as("variables that %s does not tell of", OperationsGuide.FILE)
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void it_accepts_the_values_and_every_address_is_of_a_service(String service, Function<Environment, ?> reader) {
        Map<String, String> values = new TreeMap<>();
        compose.environment(service).forEach((name, value) -> values.put(name, Compose.filled(value)));
        values.putAll(Compose.development());

        Environment.of(values).read(reader);

        assertThat(values).allSatisfy((name, value) -> {
            if (value.contains("://") && !OUTSIDE.contains(name)) {
                assertThat(Compose.forDevelopment().services())
                        .contains(URI.create(value).getHost());
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void its_database_is_made_with_the_password_that_it_is_told(String service, Function<Environment, ?> reader) {
        URI database = URI.create(Compose.filled(compose.environment(service).get("DATABASE_URI")));
        String[] account = database.getUserInfo().split(":");
        String password = account[1].toUpperCase(Locale.ROOT);

        assertThat(account[0]).isEqualTo(service.replace('-', '_'));
        assertThat(database.getPath()).isEqualTo("/" + account[0]);
        assertThat(password).isEqualTo(account[0].toUpperCase(Locale.ROOT) + "_DATABASE_PASSWORD");
        assertThat(compose.environment("postgres")).containsKey(password);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void its_user_of_the_broker_has_the_password_that_it_is_told(String service, Function<Environment, ?> reader) {
        URI broker = URI.create(Compose.filled(compose.environment(service).get("AMQP_URI")));
        String[] account = broker.getUserInfo().split(":");

        assertThat(account[0]).isEqualTo(service);
        assertThat(account[1]).isEqualTo(BrokerImport.variable(service).toLowerCase(Locale.ROOT));
        assertThat(compose.environment("definitions")).containsKey(BrokerImport.variable(service));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void it_starts_while_its_image_is_built(String service, Function<Environment, ?> reader) {
        String start = ContainerFile.read().runtime().one("RUN");

        assertThat(Environment.variablesOf(reader))
                .filteredOn(Variable::required)
                .allSatisfy(variable -> assertThat(start)
                        .as("set it where docker/Dockerfile starts the service to keep its classes")
                        .contains(variable.name() + "="));
    }

    private static <C> Function<Environment, C> reader(Function<Environment, C> own) {
        return environment -> {
            PlatformSettings.from(environment);
            return own.apply(environment);
        };
    }
}
