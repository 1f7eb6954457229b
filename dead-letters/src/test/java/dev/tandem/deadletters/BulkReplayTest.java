package dev.tandem.deadletters;

import static dev.tandem.deadletters.Dead.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.deadletters.Receiver.Mood;
import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays many letters as one operation. */
@Timeout(120)
class BulkReplayTest {

    private static final String REPLAYS = "/v1/admin/dead-letter-replays";

    private final RunningDeadLetters dead = RunningDeadLetters.get();
    private final UUID tenant = anId();

    @Test
    void a_dry_run_tells_what_would_be_touched_and_touches_nothing() {
        dead.publish(Dead.of(Dead.eventOf(tenant, "old", Dead.anIdOf(40))));
        die(3);
        dead.await(tenant, 4);

        Answer answer = dead.post(REPLAYS, request().put("dryRun", true));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().getMap())
                .containsEntry("dryRun", true)
                .containsEntry("count", 4)
                .containsEntry("beyondInbox", 1)
                .containsEntry("expectedDuplicates", 0)
                .containsEntry("tenantCount", 1);
        assertThat(dead.get("/v1/admin/dead-letters?tenant=" + tenant + "&from="
                                + answer.json().getString("oldest"))
                        .items("id"))
                .as("its times can be asked for")
                .hasSize(4);
        assertThat(answer.json().getJsonObject("tenants").getInteger(tenant.toString()))
                .isEqualTo(4);
        assertThat(answer.json().getJsonObject("consumers").getInteger("notifier.events"))
                .isEqualTo(4);
        assertThat(dead.letters(tenant))
                .allSatisfy(letter -> assertThat(letter.getString("state")).isEqualTo("open"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dryRun", "canary", "ratePerSecond", "stopOnFailureRatio", "force", "reason", "selector"})
    void null_is_refused_and_replays_nothing(String member) {
        die(1);
        dead.await(tenant, 1);

        Answer refused = dead.post(REPLAYS, request().putNull(member));

        assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
        assertThat(refused.violations()).containsExactly("/" + member);
        JsonObject within = request();
        within.getJsonObject("selector").putNull("consumer");
        assertThat(dead.post(REPLAYS, within).violations()).containsExactly("/selector/consumer");
        assertThat(dead.letters(tenant))
                .allSatisfy(letter -> assertThat(letter.getString("state")).isEqualTo("open"));
    }

    @Test
    void it_goes_step_by_step_until_everything_is_resolved() {
        die(14);
        dead.await(tenant, 14);
        dead.notifier.is(Mood.WELL, tenant);

        Answer asked = dead.post(
                REPLAYS, request().put("canary", new JsonArray().add(1).add(5)));

        assertThat(asked.status()).as(asked.response().body()).isEqualTo(202);
        assertThat(asked.json().getString("status")).isEqualTo("running");
        JsonObject done = awaitStatus(asked.header("Location"), "succeeded");
        assertThat(done.getBoolean("done")).isTrue();
        assertThat(done.getInteger("step")).isEqualTo(3);
        assertThat(done.getJsonObject("counts").getMap())
                .containsEntry("selected", 14)
                .containsEntry("sent", 14)
                .containsEntry("resolved", 14)
                .containsEntry("reopened", 0)
                .containsEntry("skipped", 0);
        assertThat(dead.letters(tenant))
                .allSatisfy(letter -> assertThat(letter.getString("state")).isEqualTo("resolved"));
        JsonObject trail = dead.letter(dead.letters(tenant).get(0).getString("id"))
                .getJsonArray("audit")
                .getJsonObject(0);
        assertThat(trail.getMap())
                .containsEntry("action", "replay")
                .containsEntry("actor", "olga")
                .containsEntry("bulkReplayId", done.getString("id"));
    }

    @Test
    void it_stops_at_the_canary_when_the_cause_is_still_there() {
        die(5);
        dead.await(tenant, 5);
        dead.notifier.is(Mood.ILL, tenant);

        JsonObject stopped = awaitStatus(started(request()), "stopped");

        assertThat(stopped.getJsonObject("counts").getMap())
                .containsEntry("claimed", 1)
                .containsEntry("reopened", 1)
                .containsEntry("skipped", 4);
        assertThat(stopped.getString("note")).isEqualTo("In step 1, 1 of 1 replays failed");
        assertThat(dead.letters(tenant))
                .extracting(letter -> letter.getString("state"))
                .containsExactlyInAnyOrder("open", "open", "open", "open", "reopened");
    }

    @Test
    void it_waits_for_its_canary_can_be_paused_resumed_and_cancelled() {
        die(4);
        dead.await(tenant, 4);
        String replay = started(request());
        awaitCount(replay, "sent", 1);

        assertThat(dead.post(replay + ":resume", null).status()).isEqualTo(409);
        assertThat(dead.post(replay + ":pause", null).json().getString("status"))
                .isEqualTo("paused");
        assertThat(dead.post(replay + ":pause", null).status()).isEqualTo(409);
        settleReceived();
        awaitCount(replay, "resolved", 1);
        assertThat(dead.post(replay + ":resume", null).json().getString("status"))
                .isEqualTo("running");
        awaitCount(replay, "sent", 4);
        assertThat(dead.post(replay + ":cancel", null).json().getString("status"))
                .isEqualTo("cancelled");
        assertThat(dead.post(replay + ":cancel", null).status()).isEqualTo(409);
        assertThat(dead.post(replay + ":resume", null).status()).isEqualTo(409);

        assertThat(dead.get(replay).json().getBoolean("done")).isTrue();
        assertThat(dead.get(REPLAYS + "?limit=100").items("id"))
                .contains(replay.substring(replay.lastIndexOf('/') + 1));
    }

    @Test
    void the_rate_is_kept() {
        die(6);
        dead.await(tenant, 6);
        dead.notifier.is(Mood.WELL, tenant);
        long begun = System.nanoTime();

        awaitStatus(started(request().put("canary", new JsonArray()).put("ratePerSecond", 2)), "succeeded");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void letters_that_died_later_and_letters_too_old_are_none_of_its_business() {
        dead.publish(Dead.of(Dead.eventOf(tenant, "old", Dead.anIdOf(40))));
        die(1);
        dead.await(tenant, 2);
        String replay = started(request());
        awaitCount(replay, "sent", 1);
        die(1);
        dead.await(tenant, 3);
        settleReceived();

        JsonObject done = awaitStatus(replay, "succeeded");

        assertThat(done.getJsonObject("counts").getMap())
                .containsEntry("selected", 2)
                .containsEntry("claimed", 1)
                .containsEntry("skipped", 1);
        assertThat(dead.letters(tenant))
                .extracting(letter -> letter.getString("state"))
                .containsExactlyInAnyOrder("open", "resolved", "open");
    }

    @Test
    void a_bulk_replay_whose_instance_died_is_taken_over() {
        die(2);
        dead.await(tenant, 2);
        String replay = started(request());
        awaitCount(replay, "sent", 1);
        dead.sql(
                "UPDATE bulk_replay SET leased_by = gen_random_uuid(), leased_until = clock_timestamp() + interval '1 s'"
                        + " WHERE id = $1",
                UUID.fromString(replay.substring(replay.lastIndexOf('/') + 1)));
        dead.notifier.is(Mood.WELL, tenant);
        settleReceived();

        awaitStatus(replay, "succeeded");
    }

    @Test
    void what_is_claimed_and_not_sent_waits_while_it_is_paused_and_goes_back_when_it_is_cancelled() {
        die(3);
        dead.await(tenant, 3);
        String replay = started(request());
        awaitCount(replay, "sent", 1);
        dead.post(replay + ":pause", null);
        claimBehindItsBack(replay);
        String other = sentByItself();
        assertThat(dead.notifier.with(tenant.toString())).hasSize(1);

        dead.post(replay + ":cancel", null);

        assertThat(dead.letters(tenant))
                .extracting(letter -> letter.getString("state"))
                .containsExactlyInAnyOrder("open", "open", "replaying");
        assertThat(dead.letters(tenant))
                .filteredOn(letter -> letter.getString("state").equals("open"))
                .allSatisfy(letter -> {
                    JsonObject whole = dead.letter(letter.getString("id"));
                    assertThat(whole.getJsonObject("replay").getString("result"))
                            .isEqualTo("abandoned");
                    assertThat(whole.getJsonArray("audit").getJsonObject(0).getMap())
                            .containsEntry("action", "abandon")
                            .containsEntry("actor", "olga")
                            .containsEntry("from", "replaying")
                            .containsEntry("to", "open");
                });
        assertThat(dead.get(replay).json().getJsonObject("counts").getMap())
                .containsEntry("claimed", 1)
                .containsEntry("skipped", 2);
        assertThat(sentByItself()).isNotEqualTo(other);
        assertThat(dead.notifier.with(tenant.toString())).hasSize(1);
    }

    @Test
    void what_is_claimed_and_not_sent_is_sent_when_it_is_resumed() {
        die(3);
        dead.await(tenant, 3);
        String replay = started(request());
        awaitCount(replay, "sent", 1);
        dead.post(replay + ":pause", null);
        claimBehindItsBack(replay);

        dead.post(replay + ":resume", null);

        awaitCount(replay, "sent", 3);
    }

    @Test
    void a_letter_that_was_restored_meanwhile_is_not_claimed_a_second_time() {
        die(1);
        dead.await(tenant, 1);
        String replay = started(request().put("stopOnFailureRatio", 1));
        awaitCount(replay, "sent", 1);
        String id = dead.letters(tenant).get(0).getString("id");
        dead.sql("UPDATE claim SET made_at = made_at - interval '11 min' WHERE letter_id = $1", UUID.fromString(id));
        dead.act(id, "restore", null);

        JsonObject done = awaitStatus(replay, "succeeded");

        assertThat(done.getJsonObject("counts").getMap()).containsEntry("claimed", 1);
        assertThat(dead.letter(id).getString("state")).isEqualTo("open");
        assertThat(dead.notifier.with(tenant.toString())).hasSize(1);
    }

    @Test
    void a_letter_whose_edited_event_may_have_taken_effect_is_left_out_unless_it_is_forced() {
        die(2);
        JsonObject edited = dead.letter(dead.await(tenant, 2).get(0).getString("id"));
        String id = edited.getString("id");
        dead.act(
                id,
                "replay",
                new JsonObject()
                        .put("payload", edited.getJsonObject("body").getJsonObject("data"))
                        .put("reason", "a test"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(dead.notifier.with(tenant.toString())).hasSize(1));
        dead.sql("UPDATE claim SET made_at = made_at - interval '11 min' WHERE letter_id = $1", UUID.fromString(id));
        dead.act(id, "restore", null);
        dead.notifier.is(Mood.WELL, tenant);

        awaitStatus(started(request()), "succeeded");

        assertThat(dead.letter(id).getString("state")).isEqualTo("open");
        awaitStatus(started(request().put("force", true).put("reason", "it did not")), "succeeded");
        assertThat(dead.letter(id).getString("state")).isEqualTo("resolved");
        assertThat(dead.letter(id).getJsonArray("audit").getJsonObject(2).getString("action"))
                .isEqualTo("replay-forced");
    }

    @Test
    void what_its_consumer_would_refuse_in_any_case_is_left_out_even_if_it_is_forced() {
        dead.publish(Dead.of(Dead.eventOf(tenant, "foreign", UUID.randomUUID())));
        dead.publish(Dead.of(Dead.eventOf(tenant, "of the day after tomorrow", Dead.anIdOf(-2))));
        dead.publish(Dead.of(Dead.eventOf(tenant, "old", Dead.anIdOf(40))));
        dead.await(tenant, 3);
        dead.notifier.is(Mood.WELL, tenant);

        JsonObject done = awaitStatus(started(request().put("force", true).put("reason", "a test")), "succeeded");

        assertThat(done.getJsonObject("counts").getMap())
                .containsEntry("resolved", 1)
                .containsEntry("skipped", 2);
    }

    @Test
    void two_at_once_share_the_letters() {
        die(20);
        dead.await(tenant, 20);
        dead.notifier.is(Mood.WELL, tenant);
        JsonObject request = request().put("canary", new JsonArray());
        String one = started(request);
        String other = started(request);

        long claimed = awaitStatus(one, "succeeded").getJsonObject("counts").getLong("claimed")
                + awaitStatus(other, "succeeded").getJsonObject("counts").getLong("claimed");

        assertThat(claimed).isEqualTo(20);
        assertThat(dead.notifier.with(tenant.toString())).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                          | /selector/all",
                "{\"selector\": {}}                                          | /selector/all",
                "{\"selector\": []}                                          | /selector",
                "{\"selector\": {\"consumer\": 1, \"all\": true}}            | /selector/consumer",
                "{\"selector\": {\"queue\": \"x\", \"all\": true}}           | /selector/queue",
                "{\"selector\": {\"from\": \"now\", \"all\": true}}          | /selector/from",
                "{\"selector\": {\"from\": \"-999999999-01-01T00:00:00Z\", \"all\": true}, \"dryRun\": true} | /selector/from",
                "{\"selector\": {\"to\": \"+10000-01-01T00:00:00Z\", \"all\": true}, \"dryRun\": true} | /selector/to",
                "{\"selector\": {\"ids\": [\"x\"], \"all\": true}}           | /selector/ids",
                "{\"selector\": {\"ids\": []}}                               | /selector/ids",
                "{\"selector\": {\"all\": true}, \"canary\": [0]}            | /canary",
                "{\"selector\": {\"all\": true}, \"ratePerSecond\": 0}       | /ratePerSecond",
                "{\"selector\": {\"all\": true}, \"ratePerSecond\": 1.5}     | /ratePerSecond",
                "{\"selector\": {\"all\": true}, \"stopOnFailureRatio\": 2}  | /stopOnFailureRatio",
                "{\"selector\": {\"all\": true}, \"force\": true}            | /reason",
                "{\"selector\": {\"all\": true}, \"dryrun\": true}           | /dryrun"
            })
    void bad_input_is_answered_with_where_it_is_bad_and_starts_nothing(String body, String pointer) {
        String before = dead.get(REPLAYS + "?limit=1").response().body();

        assertThat(dead.post(REPLAYS, new JsonObject(body)))
                .returns(422, Answer::status)
                .satisfies(answer -> assertThat(answer.violations()).contains(pointer));

        JsonArray items = new JsonObject(before).getJsonArray("items");
        assertThat(dead.get(REPLAYS + "?limit=1").items("id"))
                .isEqualTo(items.stream()
                        .map(item -> ((JsonObject) item).getString("id"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"selector\": {\"from\": \"now\"}}     | /selector/from",
                "{\"selector\": {\"state\": \"open\"}}   | /selector/state",
                "{\"selector\": \"everything\"}          | /selector",
                "{\"selector\": {\"all\": false}}        | /selector/all"
            })
    void a_condition_that_is_wrong_is_not_said_to_be_missing_as_well(String body, String pointer) {
        assertThat(dead.post(REPLAYS, new JsonObject(body)).violations()).isEqualTo(List.of(pointer));
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertThat(dead.get(REPLAYS + "/" + anId()).status()).isEqualTo(404);
        assertThat(dead.post(REPLAYS + "/" + anId() + ":pause", null).status()).isEqualTo(404);
        assertThat(dead.post(REPLAYS + "/" + anId() + ":burn", null).status()).isEqualTo(404);
        assertThat(dead.post(REPLAYS, null).status()).isEqualTo(415);
    }

    private void die(int times) {
        for (int i = 0; i < times; i++) {
            dead.publish(Dead.event(tenant));
        }
    }

    private JsonObject request() {
        return new JsonObject()
                .put("selector", new JsonObject().put("tenant", tenant.toString()))
                .put("ratePerSecond", 200);
    }

    private String started(JsonObject request) {
        Answer answer = dead.post(REPLAYS, request);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        return answer.header("Location");
    }

    /** Claims the open letters for the bulk replay as its runner does, but sends nothing. */
    private void claimBehindItsBack(String replay) {
        dead.sql("""
                WITH made AS (
                    INSERT INTO claim (id, letter_id, kind, bulk_id, step, made_by, forced)
                    SELECT gen_random_uuid(), id, kind, $1, 1, 'olga', false FROM letter WHERE tenant = $2 AND state = 'open'
                    RETURNING id, letter_id
                )
                UPDATE letter SET state = 'replaying', claim_id = made.id FROM made WHERE letter.id = made.letter_id
                """, UUID.fromString(replay.substring(replay.lastIndexOf('/') + 1)), tenant.toString());
    }

    /**
     * Replays a letter of another workspace and returns its id once it is sent; everything due before has been sent by
     * then.
     */
    private String sentByItself() {
        UUID other = anId();
        String id = dead.aLetter(other);
        dead.act(id, "replay", null);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(dead.notifier.with(other.toString())).hasSize(1));
        return id;
    }

    /** Settles all replays received so far as done. */
    private void settleReceived() {
        dead.notifier
                .with(tenant.toString())
                .forEach(delivery -> dead.notifier.settled(
                        UUID.fromString((String) delivery.headers().get("tandem-replay")), "done", tenant));
    }

    private JsonObject awaitStatus(String replay, String status) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() ->
                        assertThat(dead.get(replay).json().getString("status")).isEqualTo(status));
        return dead.get(replay).json();
    }

    private void awaitCount(String replay, String count, int value) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                dead.get(replay).json().getJsonObject("counts").getInteger(count))
                        .isEqualTo(value));
    }
}
