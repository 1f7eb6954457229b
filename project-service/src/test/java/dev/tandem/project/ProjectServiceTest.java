package dev.tandem.project;

import static dev.tandem.project.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectServiceTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "?sslmode=disable"})
    void plans_go_by_index(String query) {
        Vertx vertx = Vertx.vertx();
        URI address = URI.create(SharedBackends.get().postgres().uri("project_service_plans") + query);
        Pool pool = Databases.pool(vertx, ProjectService.byIndexOnly(address), "test", 1);

        assertThat(await(pool.query("SHOW enable_seqscan").execute())
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("off");

        await(pool.close());
        await(vertx.close());
    }

    @Test
    void it_says_that_it_is_ready_and_what_it_stands_on() {
        Answer ready = RunningProjects.get().anonymously("/health/ready");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().getJsonArray("checks").encode())
                .contains("\"database\"")
                .contains("\"broker\"")
                .contains("\"tokens\"");
    }
}
