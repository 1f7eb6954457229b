package dev.tandem.notifier;

import static dev.tandem.notifier.Facts.aProjectCreated;
import static dev.tandem.notifier.Facts.anId;
import static dev.tandem.notifier.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Fact;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.messaging.Envelope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks, as other services do, which events the notifier has processed. */
class EffectsTest {

    private final RunningNotifier notifier = RunningNotifier.get();
    private final UUID workspace = anId();

    @Test
    void an_event_is_done_also_when_nobody_is_told_and_not_while_it_waits() {
        UUID waiting = publish(aProjectCreated(workspace, "early", 1_000), 1);
        UUID founded = publish(Facts.aWorkspaceCreated(workspace), 1);
        UUID unknown = anId();

        await().untilAsserted(() -> assertThat(effects(waiting, unknown, founded))
                .isEqualTo(new JsonObject().put("done", new JsonArray(List.of(founded.toString())))));
    }

    @ParameterizedTest
    @CsvSource({
        "waiting, sent, pending",
        "waiting, given-up, pending",
        "sent, refused, failed",
        "given-up, unwanted, failed",
        "sent, unwanted, done",
        "sent, sent, done"
    })
    void the_deliveries_of_an_event_have_one_effect_together(String one, String other, String effect) {
        UUID event = anId();
        Pool pool = Databases.pool(
                notifier.vertx(), URI.create(SharedBackends.get().postgres().uri(RunningNotifier.DATABASE)), "test", 1);
        List.of(one, other)
                .forEach(state -> Awaiting.get(pool.query("""
                INSERT INTO delivery (id, channel, receiver, workspace_id, event_id, state, due_at, created_at, updated_at)
                VALUES ('%s', 'mail', '%s', '%s', '%s', '%s', 'infinity', now(), now())
                """.formatted(anId(), anId(), workspace, event, state))
                        .execute()));
        Awaiting.get(pool.close().map(true));

        assertThat(effects(event).getJsonObject("deliveries")).isEqualTo(new JsonObject().put("mail", effect));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?events=", "?events=1,2", "?events=01980a3e-1111-7000-8000-000000000001,", "?event=x"})
    void a_query_that_is_not_understood_is_refused(String query) {
        assertThat(notifier.get("/v1/effects" + query, "anna").status()).isEqualTo(400);
    }

    @Test
    void a_hundred_events_are_the_most_and_a_token_is_needed() {
        String hundred = String.join(",", Collections.nCopies(100, anId().toString()));

        assertThat(notifier.get("/v1/effects?events=" + hundred, "anna").status())
                .isEqualTo(200);
        assertThat(notifier.get("/v1/effects?events=" + hundred + "," + anId(), "anna")
                        .status())
                .isEqualTo(400);
        assertThat(notifier.get("/v1/effects?events=" + anId(), null).status()).isEqualTo(401);
    }

    private UUID publish(Fact fact, long sequence) {
        Envelope envelope = envelope(fact, workspace, sequence);
        notifier.publish(envelope, fact);
        return envelope.id();
    }

    private JsonObject effects(UUID... events) {
        List<String> ids = List.of(events).stream().map(UUID::toString).toList();
        Answer answer = notifier.get("/v1/effects?events=" + String.join(",", ids), "anybody");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }
}
