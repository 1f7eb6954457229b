package dev.tandem.gateway.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.TandemService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ErasureTest {

    private static final Instant ASKED = Instant.parse("2026-11-21T09:45:00Z");
    private static final List<String> ALL = TandemService.names();

    private final Map<String, Erasure.Answer> answers = new HashMap<>();

    @Test
    void it_names_the_services_that_have_not_answered_and_is_done_when_all_have() {
        ALL.forEach(this::answered);
        answers.remove("notifier");

        assertThat(told().getString("status")).isEqualTo("running");
        assertThat(told().getJsonArray("missing")).isEqualTo(new JsonArray().add("notifier"));

        answered("notifier");

        assertThat(told().getBoolean("done")).isTrue();
        assertThat(told().getJsonArray("missing")).isEmpty();
    }

    @Test
    void it_says_until_when_the_log_remembers() {
        assertThat(told().getJsonArray("remains").getJsonObject(0).getInstant("until"))
                .isEqualTo(Instant.parse("2026-12-21T09:45:00Z"));
    }

    private void answered(String service) {
        answers.put(service, new Erasure.Answer(new JsonObject().put("task", 2), ASKED));
    }

    private JsonObject told() {
        return new Erasure(UUID.randomUUID(), "erased-1", "olga", ASKED, null, answers).toJson();
    }
}
