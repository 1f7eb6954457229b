package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExternalBackendsTest {

    private final BlockingQueue<String> imported = new LinkedBlockingQueue<>();
    private HttpServer management;

    @BeforeEach
    void startManagement() throws IOException {
        management = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        management.createContext("/api/definitions", exchange -> {
            imported.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization").substring(0, 6)
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        management.start();
    }

    @AfterEach
    void stopManagement() {
        management.stop(0);
    }

    @Test
    void addresses_in_the_environment_are_used_as_they_are() throws Exception {
        Postgres postgres = SharedBackends.get().postgres();
        Broker broker = SharedBackends.get().broker();
        Map<String, String> environment = Map.of(
                "DATABASE_URI", postgres.uri("postgres"),
                "AMQP_URI", broker.amqpUri(),
                "RABBITMQ_MANAGEMENT_URI",
                        "http://127.0.0.1:" + management.getAddress().getPort());

        try (Backends external = Backends.builder()
                .environment(environment)
                .definitions(TestDefinitions.file())
                .start()) {
            assertThat(external.broker().amqpUri()).isEqualTo(broker.amqpUri());
            assertThat(imported.take()).startsWith("POST Basic {\"vhosts\"").doesNotContain("password_hash");
            assertThat(external.postgres().uri("given by address")).isEqualTo(postgres.uri("given by address"));
            assertThat(Sql.value(external.postgres().uri("given by address"), "select current_database()"))
                    .isEqualTo("given by address");
            assertThatThrownBy(() -> external.broker().kill()).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> external.postgres().freeze()).isInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(Sql.value(postgres.uri("given by address"), "select 1")).isEqualTo("1");
    }

    @Test
    void credentials_and_parameters_of_a_given_address_are_kept() {
        PostgresAddress address =
                PostgresAddress.parse("postgresql://anna:p%40ss%2Fword@db.example:6543/x?sslmode=require");

        assertThat(address.password()).isEqualTo("p@ss/word");
        assertThat(address.uri("feed"))
                .isEqualTo("postgresql://anna:p%40ss%2Fword@db.example:6543/feed?sslmode=require");
    }
}
