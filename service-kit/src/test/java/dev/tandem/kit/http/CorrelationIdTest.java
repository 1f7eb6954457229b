package dev.tandem.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Served;
import io.opentelemetry.api.baggage.Baggage;
import io.vertx.ext.web.Router;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationIdTest {

    private static void routes(Router router) {
        router.get("/baggage")
                .handler(ctx -> ctx.vertx()
                        .timer(1)
                        .onSuccess(later -> ctx.end(CorrelationId.of(ctx) + " " + CorrelationId.current() + " "
                                + Baggage.current().getEntryValue("tenant"))));
    }

    @Test
    void a_well_formed_id_is_kept_echoed_and_seen_by_the_rest_of_the_request() {
        try (Served served = Served.with(CorrelationIdTest::routes)) {
            HttpResponse<String> answer = served.get("/baggage", "X-Correlation-Id", "order-17.a_B");
            assertThat(answer.headers().firstValue("X-Correlation-Id")).hasValue("order-17.a_B");
            assertThat(answer.body()).isEqualTo("order-17.a_B order-17.a_B null");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "<script>",
                "a;b",
                "ä",
                "0123456789012345678901234567890123456789012345678901234567890123x"
            })
    void anything_else_is_replaced_by_a_fresh_uuid_of_version_7(String offered) {
        try (Served served = Served.with(CorrelationIdTest::routes)) {
            String id = served.get("/baggage", "X-Correlation-Id", offered)
                    .headers()
                    .firstValue("X-Correlation-Id")
                    .orElseThrow();
            assertThat(UUID.fromString(id).version()).isEqualTo(7);
        }
    }

    @Test
    void baggage_is_kept_between_services_and_dropped_at_the_edge() {
        try (Served inner = Served.with(CorrelationIdTest::routes);
                Served edge = Served.with(HttpSettings.local().atTheEdge(), CorrelationIdTest::routes)) {
            assertThat(inner.get("/baggage", "baggage", "tenant=acme").body()).endsWith(" acme");
            assertThat(edge.get("/baggage", "baggage", "tenant=acme").body()).endsWith(" null");
        }
    }
}
