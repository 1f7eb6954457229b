package dev.tandem.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Served;
import dev.tandem.kit.health.Status;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ProbesTest {

    @Test
    void whoever_asks_on_the_public_port_learns_yes_or_no_and_nothing_else() {
        try (Served served = Served.with(router -> {})) {
            served.platform().health().watch("database", () -> Status.down("tandem@10.0.0.7 does not answer"));

            HttpResponse<String> live = served.get("/health/live");
            HttpResponse<String> ready = served.get("/health/ready");

            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(live.body()).isEqualTo("{\"status\":\"up\"}");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).isEqualTo("{\"status\":\"down\"}");
        }
    }

    @Test
    void there_are_no_metrics_on_the_public_port() {
        try (Served served = Served.with(router -> {})) {
            for (String path : new String[] {"/metrics", "/metrics/", "/Metrics", "/health", "/health/"}) {
                assertThat(served.get(path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }
}
