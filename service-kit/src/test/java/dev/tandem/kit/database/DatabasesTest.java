package dev.tandem.kit.database;

import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
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
}
