package dev.tandem.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Served;
import org.junit.jupiter.api.Test;

class OperationsTest {

    @Test
    void metrics_count_requests_by_method_code_and_route_and_never_by_address() {
        try (Served served =
                Served.with(router -> router.get("/projects/:id").handler(ctx -> ctx.end(ctx.pathParam("id"))))) {
            served.get("/projects/17");
            String metrics = served.get("/metrics").body();
            assertThat(metrics)
                    .contains("vertx_http_server_response_time_seconds_bucket")
                    .contains("route=\"/projects/{id}\"")
                    .contains("service=\"served\"")
                    .contains("jvm_memory_used_bytes")
                    .doesNotContain("/projects/17");
        }
    }

    @Test
    void two_services_in_one_jvm_keep_their_metrics_apart() {
        try (Served one = Served.with(router -> router.get("/one").handler(ctx -> ctx.end()));
                Served other = Served.with(router -> router.get("/other").handler(ctx -> ctx.end()))) {
            one.get("/one");
            other.get("/other");
            assertThat(one.get("/metrics").body()).contains("route=\"/one\"").doesNotContain("/other");
            assertThat(other.get("/metrics").body())
                    .contains("route=\"/other\"")
                    .doesNotContain("/one");
        }
    }
}
