package dev.tandem.kit.database;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.config.Environment;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChangedPasswordTest {

    private static final String ROLE =
            "kit_rotating_" + UUID.randomUUID().toString().replace("-", "");

    private final Vertx vertx = Vertx.vertx();
    private final URI server = URI.create(SharedBackends.get().postgres().uri("kit_rotation"));
    private final Pool administrator = Databases.pool(vertx, server, "administrator", 1);

    @TempDir
    private Path secrets;

    @AfterEach
    void close() {
        get(administrator.close());
        get(vertx.close());
    }

    @Test
    void new_connections_use_the_changed_password_and_old_ones_go_on() throws IOException {
        sql("CREATE ROLE " + ROLE + " LOGIN PASSWORD 'first'");
        Path file = Files.writeString(secrets.resolve("database"), with("first"));
        Supplier<URI> address = Environment.of(Map.of("DATABASE_URI_FILE", file.toString()))
                .read(environment -> environment.changingUri("DATABASE_URI", "the database"));
        Pool pool = Databases.pool(vertx, address, "rotating", 3);
        SqlConnection old = get(pool.getConnection());

        sql("ALTER ROLE " + ROLE + " PASSWORD 'second'");
        assertThat(failure(pool.getConnection())).hasMessageContaining("password authentication failed");
        Files.writeString(file, with("second"));

        SqlConnection fresh = get(pool.getConnection());
        assertThat(get(fresh.query("SELECT 1").execute()).size()).isEqualTo(1);
        assertThat(get(old.query("SELECT 1").execute()).size()).isEqualTo(1);
        assertThat(get(fresh.query("SHOW statement_timeout").execute())
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("20s");
        get(Migrations.migrate(vertx, address));

        get(pool.close());
    }

    private void sql(String statement) {
        get(administrator.query(statement).execute());
    }

    private String with(String password) {
        return "postgresql://" + ROLE + ":" + password + "@" + server.getHost() + ":" + server.getPort()
                + server.getRawPath();
    }
}
