package dev.tandem.deadletters;

import static dev.tandem.deadletters.Dead.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks which effects of events are missing because consumers gave up. */
@Timeout(120)
class EffectsTest {

    private final RunningDeadLetters dead = RunningDeadLetters.get();
    private final UUID tenant = anId();

    @Test
    void an_event_is_dead_for_each_consumer_that_gave_it_up() {
        Dead event = Dead.event(tenant);
        Dead other = Dead.event(tenant);
        dead.publish(event);
        dead.publish(event.from("activity-feed.events"));
        dead.publish(other);
        dead.publish(Dead.event(tenant).bare().to("operations", "unheard.of"));
        dead.await(tenant, 4);

        assertThat(deadOf(event.eventId(), anId()))
                .containsExactly(event.eventId() + " activity-feed.events", event.eventId() + " notifier.events");
        assertThat(deadOf(event.eventId(), other.eventId())).hasSize(3).contains(other.eventId() + " notifier.events");
        assertThat(deadOf(anId())).isEmpty();
    }

    @Test
    void what_no_queue_took_is_no_consumers() {
        Dead unroutable = Dead.event(tenant).bare().to("operations", "unheard.of");
        dead.publish(unroutable);
        dead.await(tenant, 1);

        assertThat(deadOf(unroutable.eventId())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"open, true", "replaying, true", "reopened, true", "resolved, false", "discarded, false"})
    void it_is_dead_until_the_letter_is_resolved_or_discarded(String state, boolean counts) {
        Dead event = Dead.event(tenant);
        String id = dead.aLetter(tenant, event);
        dead.sql("UPDATE letter SET state = $1 WHERE id = $2", state, UUID.fromString(id));

        assertThat(deadOf(event.eventId())).hasSize(counts ? 1 : 0);
    }

    @Test
    void a_letter_that_is_discarded_is_dead_no_more() {
        Dead event = Dead.event(tenant);
        String id = dead.aLetter(tenant, event);
        assertThat(deadOf(event.eventId())).hasSize(1);

        assertThat(dead.act(id, "discard", new JsonObject().put("reason", "a test"))
                        .status())
                .isEqualTo(200);

        assertThat(deadOf(event.eventId())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?events=", "?events=1,2", "?events=01980a3e-1111-7000-8000-000000000001,", "?event=x"})
    void a_query_that_is_not_understood_is_refused(String query) {
        assertThat(dead.as("anna", "/v1/effects" + query).status()).isEqualTo(400);
    }

    @Test
    void a_hundred_events_are_the_most_and_a_token_is_needed() {
        String hundred = String.join(",", Collections.nCopies(100, anId().toString()));

        assertThat(dead.as("anna", "/v1/effects?events=" + hundred).status()).isEqualTo(200);
        assertThat(dead.as("anna", "/v1/effects?events=" + hundred + "," + anId())
                        .status())
                .isEqualTo(400);
        assertThat(dead.as(null, "/v1/effects?events=" + anId()).status()).isEqualTo(401);
    }

    private List<String> deadOf(UUID... events) {
        String ids = Stream.of(events).map(UUID::toString).collect(Collectors.joining(","));
        Answer answer = dead.as("anybody", "/v1/effects?events=" + ids);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonArray found = answer.json().getJsonArray("dead");
        return found.stream()
                .map(JsonObject.class::cast)
                .map(each -> each.getString("event") + " " + each.getString("consumer"))
                .toList();
    }
}
