package dev.tandem.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.kit.Platform;
import dev.tandem.kit.testing.ApiClient;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.testing.TestTopology;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The smallest service there can be: one table, one queue, one route. */
@Timeout(60)
class ServiceTest {

    private final SmallestService smallest = new SmallestService();
    private final Platform platform = smallest.platform;
    private final Service service = smallest.service;

    @AfterEach
    void stop() {
        smallest.stop();
    }

    @Test
    void what_it_is_made_of_runs_and_is_answered_for() {
        start();
        Envelope event = smallest.say();

        ApiClient client = smallest.client();
        UUID id = event.id();
        await().untilAsserted(() -> assertThat(
                        client.get("anna", "/v1/effects?events=" + id).json())
                .isEqualTo(new JsonObject().put("done", new JsonArray().add(id.toString()))));
        assertThat(client.get("anna", "/v1/heard/" + event.subject()).status()).isEqualTo(204);
        assertThat(client.get("anna", "/v1/heard/nothing").status()).isEqualTo(404);
        assertThat(client.get(null, "/v1/heard/nothing").status()).isEqualTo(401);
        assertThat(client.get(null, "/open").status()).isEqualTo(204);
    }

    @Test
    void its_names_are_those_that_tests_import_into_their_broker() {
        assertThat(Tandem.TOPOLOGY).isEqualTo(TestTopology.NAMES);
    }

    @Test
    void its_health_tells_of_everything_that_it_stands_on() {
        start();

        assertThat(Awaiting.get(platform.health().ready()).toJson().getJsonArray("checks").stream()
                        .map(check -> ((JsonObject) check).getString("name")))
                .containsExactlyInAnyOrder("database", "tokens", "broker", "clock", "handling", "consumers");
    }

    @Test
    void what_was_opened_is_closed_where_the_start_fails() {
        service.needs("no.such.queue");

        assertThatThrownBy(this::start).hasMessageContaining("no.such.queue");

        Awaiting.get(service.stop());
        assertThatThrownBy(() -> Awaiting.get(service.pool().query("SELECT 1").execute()))
                .hasMessageContaining("closed");
    }

    @Test
    void routes_of_operators_are_for_operators_wherever_they_are_told() {
        service.begins(messaging -> Future.succeededFuture(router -> router.get("/v1/admin/begun")
                        .handler(ctx -> ctx.response().setStatusCode(204).end())))
                .servesOperators(router -> router.get("/v1/admin/told")
                        .handler(ctx -> ctx.response().setStatusCode(204).end()));
        start();

        ApiClient client = smallest.client();
        for (String path : List.of("/v1/admin/told", "/v1/admin/begun")) {
            assertThat(client.get("anna", path).status()).isEqualTo(403);
            assertThat(client.send(client.operating("olga", path).GET()).status())
                    .isEqualTo(204);
        }
    }

    @Test
    void routes_that_cannot_be_mounted_fail_the_start() {
        service.begins(messaging -> platform.vertx().timer(1).map(done -> router -> {
            throw new IllegalStateException("no such path");
        }));

        assertThatThrownBy(this::start).hasMessageContaining("no such path");
    }

    @Test
    void routes_beside_a_handler_of_its_own_fail_the_start() {
        service.servesBy(messaging -> Future.succeededFuture(request -> {}));

        assertThatThrownBy(this::start).hasMessageContaining("nobody would serve");
    }

    @Test
    void a_service_that_has_not_started_has_no_port() {
        assertThatThrownBy(service::port).isInstanceOf(IllegalStateException.class);
    }

    private void start() {
        smallest.start();
    }
}
