package dev.tandem.deadletters.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatchedQueuesTest {

    @Test
    void every_queue_that_the_broker_treats_as_a_consumers_is_watched() throws IOException {
        JsonObject definitions = new JsonObject(Files.readString(Path.of(System.getProperty("tandem.definitions"))));
        String consumers = items(definitions.getJsonArray("policies")).stream()
                .filter(policy -> policy.getString("name").equals("consumers"))
                .map(policy -> policy.getString("pattern"))
                .findFirst()
                .orElseThrow();

        assertThat(items(definitions.getJsonArray("queues")))
                .extracting(queue -> queue.getString("name"))
                .filteredOn(queue -> queue.matches(consumers))
                .containsExactlyInAnyOrderElementsOf(Consumers.QUEUES);
    }

    private static List<JsonObject> items(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }
}
