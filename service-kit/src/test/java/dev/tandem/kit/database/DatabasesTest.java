package dev.tandem.kit.database;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.http.Unavailability;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabasesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "?sslmode=disable", "?options=-c%20statement_timeout%3D5s"})
    void plans_go_by_index(String query) {
        Vertx vertx = Vertx.vertx();
        URI address = URI.create(SharedBackends.get().postgres().uri("kit_plans") + query);
        Pool pool = Databases.pool(vertx, address, "test", 1);

        assertThat(get(pool.query("SHOW enable_seqscan").execute())
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("off");

        get(pool.close());
        get(vertx.close());
    }

    @Test
    void a_server_that_falls_silent_holds_nobody_for_ever() {
        Vertx vertx = Vertx.vertx();
        URI address = URI.create(SharedBackends.get().postgres().uri("kit_silence"));
        SilencedServer server = SilencedServer.before(vertx, address);
        Pool pool = Databases.pool(vertx, server.instead(address), "test", 1, Duration.ofSeconds(1));
        get(pool.query("SELECT 1").execute());

        server.fallSilent();
        Future<?> asked = pool.query("SELECT 1").execute();

        await().atMost(Duration.ofSeconds(20)).until(asked::isComplete);
        assertThat(asked.failed()).isTrue();
        assertThat(get(pool.query("SELECT 1").execute())).hasSize(1);

        get(pool.close());
        get(vertx.close());
    }

    @Test
    void who_stands_still_in_a_transaction_loses_what_it_holds_and_nobody_waits_long_for_it() {
        Vertx vertx = Vertx.vertx();
        URI address = URI.create(SharedBackends.get().postgres().uri("kit_frozen"));
        Pool frozen = Databases.pool(vertx, address, "test", 1);
        Pool other = Databases.pool(vertx, address, "test", 1);
        get(other.query("CREATE TABLE held AS SELECT 1 AS n").execute());
        SqlConnection still = get(frozen.getConnection());
        get(still.query("BEGIN").execute());
        get(still.query("UPDATE held SET n = 2").execute());

        Throwable waited = failure(other.query("UPDATE held SET n = 3").execute());

        assertThat(waited).hasMessageContaining("lock timeout");
        assertThat(Unavailability.explains(waited)).isTrue();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                get(other.query("UPDATE held SET n = 3").execute())
                                        .rowCount())
                        .isEqualTo(1));

        get(other.close());
        get(vertx.close());
    }
}
