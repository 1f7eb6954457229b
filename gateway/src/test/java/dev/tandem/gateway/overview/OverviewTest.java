package dev.tandem.gateway.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.gateway.Upstream;
import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A project at first sight, with each of the services behind it down. */
@Timeout(120)
final class OverviewTest {

    private final RunningGateway gateway = RunningGateway.another("gateway", Map.of());
    private final String project = UUID.randomUUID().toString();

    @Test
    void a_part_that_is_down_is_named_and_the_rest_is_served() {
        gateway.projectService.answer(
                "/v1/projects/",
                address -> new JsonObject()
                        .put("project", new JsonObject().put("id", project))
                        .put("tasks", new JsonObject().put("total", 3))
                        .put("sections", 2)
                        .put("members", 4));
        gateway.activityFeed.answer(
                "/v1/projects/",
                address -> new JsonObject()
                        .put("items", new JsonArray().add(new JsonObject().put("id", "latest")))
                        .put("asOf", new JsonObject().put("eventId", "latest")));
        gateway.notifier.answer("/v1/notifications/", address -> new JsonObject().put("count", 5));

        JsonObject whole = overview();
        assertThat(whole.getJsonObject("project").getString("id")).isEqualTo(project);
        assertThat(whole.getJsonObject("tasks").getInteger("total")).isEqualTo(3);
        assertThat(whole.getInteger("sections")).isEqualTo(2);
        assertThat(whole.getInteger("members")).isEqualTo(4);
        assertThat(whole.getJsonObject("lastActivity").getString("id")).isEqualTo("latest");
        assertThat(whole.getJsonObject("asOf").getString("eventId")).isEqualTo("latest");
        assertThat(whole.getInteger("unread")).isEqualTo(5);
        assertThat(whole.getJsonArray("unavailable")).isEmpty();

        assertThat(without(gateway.projectService).getValue("project")).isNull();
        JsonObject withoutActivity = without(gateway.activityFeed);
        assertThat(withoutActivity.getValue("lastActivity")).isNull();
        assertThat(withoutActivity.containsKey("asOf")).isFalse();
        assertThat(without(gateway.notifier).getValue("unread")).isNull();
        gateway.stop();
    }

    private JsonObject without(Upstream service) {
        service.fallIll(true);
        JsonObject overview = overview();
        service.fallIll(false);
        assertThat(overview.getJsonArray("unavailable")).hasSize(1);
        assertThat(overview.fieldNames())
                .contains("project", "tasks", "sections", "members", "lastActivity", "unread", "unavailable");
        return overview;
    }

    private JsonObject overview() {
        Answer answer = gateway.get("anna", "/v1/projects/" + project + "/overview");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }
}
