package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptDataTest {

    @TempDir
    private Path data;

    @Test
    void data_and_addresses_outlive_a_close_and_processes_do_not() throws Exception {
        String databaseUri;
        String amqpUri;
        List<ProcessHandle> processes;
        try (Backends backends = start()) {
            databaseUri = backends.postgres().uri("kept");
            amqpUri = backends.broker().amqpUri();
            assertThat(Sql.value(databaseUri, "show fsync")).isEqualTo("on");
            assertThat(Sql.value(databaseUri, "show synchronous_commit")).isEqualTo("on");
            assertThat(Sql.value(databaseUri, "show max_connections")).isEqualTo("200");
            assertThat(Sql.value(databaseUri, Sql.OWN_PASSWORD)).startsWith("SCRAM-SHA-256$4096:");
            Sql.run(databaseUri, "create table kept as select 'still here' as word");
            try (Amqp amqp = Amqp.to(backends.broker())) {
                amqp.publish("events", "order.placed", "still here");
            }
            processes = Running.on(data);
            assertThat(processes).hasSizeGreaterThan(5);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("rabbitmq/password"))))
                    .isEqualTo("rw-------");
            assertThatThrownBy(this::start)
                    .isInstanceOf(BackendUnavailable.class)
                    .hasMessageContaining("in use");
        }
        assertThat(Running.stillRunning(processes)).isEmpty();
        assertThat(Running.on(data)).isEmpty();

        try (Backends backends = start()) {
            assertThat(backends.postgres().uri("kept")).isEqualTo(databaseUri);
            assertThat(backends.broker().amqpUri()).isEqualTo(amqpUri);
            assertThat(Sql.value(databaseUri, "select word from kept")).isEqualTo("still here");
            try (Amqp amqp = Amqp.to(backends.broker())) {
                assertThat(Amqp.text(amqp.next("orders"))).isEqualTo("still here");
            }
        }
    }

    private Backends start() {
        return Backends.builder().data(data).definitions(TestDefinitions.file()).start();
    }
}
