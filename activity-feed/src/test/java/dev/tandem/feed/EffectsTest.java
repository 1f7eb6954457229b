package dev.tandem.feed;

import static dev.tandem.feed.Facts.aProjectCreated;
import static dev.tandem.feed.Facts.anId;
import static dev.tandem.feed.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.ProjectCreated;
import dev.tandem.kit.testing.Answer;
import dev.tandem.messaging.Envelope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks, as other services do, which events are in the feed. */
class EffectsTest {

    private final RunningFeed feed = RunningFeed.get();
    private final UUID workspace = anId();

    @Test
    void an_event_is_done_when_it_is_in_the_feed_and_one_that_failed_is_not() {
        String name = "foreign-" + anId();
        UUID unknown = anId();
        UUID failed = publish(aProjectCreated(anId(), anId(), name));
        UUID first = publish(aProjectCreated(workspace));
        UUID second = publish(aProjectCreated(workspace));

        await().untilAsserted(() ->
                assertThat(effects(second, unknown, failed, first)).isEqualTo(done(second, first)));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(feed.bus.deadLettersWith(name)).isNotEmpty());
        assertThat(effects(failed)).isEqualTo(done());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?events=", "?events=1,2", "?events=01980a3e-1111-7000-8000-000000000001,", "?event=x"})
    void a_query_that_is_not_understood_is_refused(String query) {
        assertThat(feed.get("/v1/effects" + query, "anna"))
                .returns(400, Answer::status)
                .returns("application/problem+json", Answer::contentType);
    }

    @Test
    void a_hundred_events_are_the_most_and_a_token_is_needed() {
        String hundred = String.join(",", Collections.nCopies(100, anId().toString()));

        assertThat(feed.get("/v1/effects?events=" + hundred, "anna").status()).isEqualTo(200);
        assertThat(feed.get("/v1/effects?events=" + hundred + "," + anId(), "anna")
                        .status())
                .isEqualTo(400);
        assertThat(feed.get("/v1/effects?events=" + anId(), null).status()).isEqualTo(401);
    }

    private UUID publish(ProjectCreated fact) {
        Envelope envelope = envelope(fact, workspace);
        feed.publish(envelope, fact);
        return envelope.id();
    }

    private JsonObject effects(UUID... events) {
        String ids = Arrays.stream(events).map(UUID::toString).collect(Collectors.joining(","));
        Answer answer = feed.get("/v1/effects?events=" + ids, "anybody");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return answer.json();
    }

    private static JsonObject done(UUID... events) {
        return new JsonObject()
                .put(
                        "done",
                        new JsonArray(Arrays.stream(events).map(UUID::toString).toList()));
    }
}
