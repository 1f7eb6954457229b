package dev.tandem.deadletters;

import static dev.tandem.deadletters.Dead.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.Broker;
import dev.tandem.backends.SharedBackends;
import dev.tandem.deadletters.Receiver.Mood;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("long")
@Timeout(180)
class BrokerOutageTest {

    private static final String REPLAYS = "/v1/admin/dead-letter-replays";

    private final RunningDeadLetters dead = RunningDeadLetters.get();

    @Test
    void what_is_claimed_while_the_broker_is_away_is_sent_when_it_is_back() {
        UUID tenant = anId();
        String id = dead.aLetter(tenant);
        dead.notifier.is(Mood.WELL, tenant);
        Broker broker = SharedBackends.get().broker();
        broker.stop();
        try {
            await().untilAsserted(
                            () -> assertThat(dead.health().getString("status")).isEqualTo("degraded"));
            assertThat(dead.act(id, "replay", null).status()).isEqualTo(202);
            assertThat(dead.letters(tenant)).hasSize(1);
        } finally {
            broker.start();
        }

        dead.awaitState(id, "resolved");
        awaitUp();
    }

    @Test
    void a_bulk_replay_claims_no_more_than_a_second_of_it_while_nothing_is_sent_and_lets_go_when_it_is_cancelled() {
        UUID tenant = anId();
        String again = dead.aLetter(tenant);
        dead.notifier.is(Mood.ILL, tenant);
        dead.act(again, "replay", null);
        dead.awaitState(again, "reopened");
        dead.notifier.is(Mood.SILENT, tenant);
        for (int i = 0; i < 9; i++) {
            dead.publish(Dead.event(tenant));
        }
        dead.await(tenant, 10);
        Broker broker = SharedBackends.get().broker();
        broker.stop();
        try {
            await().untilAsserted(
                            () -> assertThat(dead.health().getString("status")).isEqualTo("degraded"));
            String replay = dead.post(
                            REPLAYS,
                            new JsonObject()
                                    .put("selector", new JsonObject().put("tenant", tenant.toString()))
                                    .put("canary", new JsonArray())
                                    .put("ratePerSecond", 2))
                    .header("Location");
            await().untilAsserted(() -> assertThat(claimed(replay)).isEqualTo(2));
            await().during(Duration.ofSeconds(3)).until(() -> claimed(replay) == 2);

            assertThat(dead.post(replay + ":cancel", null).status()).isEqualTo(200);
        } finally {
            broker.start();
        }

        assertThat(dead.letters(tenant))
                .extracting(letter -> letter.getString("state"))
                .containsOnly("open", "reopened");
        assertThat(dead.letter(again).getString("state")).isEqualTo("reopened");
        UUID other = anId();
        String sentinel = dead.aLetter(other);
        dead.act(sentinel, "replay", null);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(dead.notifier.with(other.toString())).hasSize(1));
        assertThat(dead.notifier.with(tenant.toString())).hasSize(1);
        awaitUp();
    }

    @Test
    void a_consumer_is_disconnected_with_the_broker_away_and_comes_back() {
        awaitHeardAndSeen();
        Instant before = Instant.now();
        Broker broker = SharedBackends.get().broker();
        broker.stop();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(replays().getString("state")).isEqualTo("disconnected"));
            assertThat(Instant.parse(replays().getString("stateSince")))
                    .as("by the database's clock")
                    .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(5));
            assertThat(replays().getString("stateReason")).isNotBlank().doesNotContain("@");
            assertThat(replays().getBoolean("stale")).isTrue();
        } finally {
            broker.start();
        }

        awaitHeardAndSeen();
        assertThat(replays().getValue("stateReason")).isNull();
    }

    /** Waits until the service is up, because other tests use it too. */
    private void awaitUp() {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(dead.health().getString("status")).isEqualTo("up"));
    }

    /** Waits for both: reports and the watch have separate connections, which recover one after the other. */
    private void awaitHeardAndSeen() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(replays().getString("state")).isEqualTo("consuming");
            assertThat(replays().getValue("depth")).isNotNull();
        });
    }

    private JsonObject replays() {
        return dead.get("/v1/admin/consumers/dead-letters.replays").json();
    }

    private int claimed(String replay) {
        return dead.get(replay).json().getJsonObject("counts").getInteger("claimed");
    }
}
