package dev.tandem.deadletters;

import static dev.tandem.deadletters.Dead.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.deadletters.Receiver.Mood;
import dev.tandem.kit.testing.Answer;
import dev.tandem.messaging.broker.Delivery;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests an operator's actions on one letter, and their consequences. */
@Timeout(120)
class ReplayTest {

    private final RunningDeadLetters dead = RunningDeadLetters.get();
    private final UUID tenant = anId();

    @Test
    void a_replay_goes_to_the_failing_queue_alone_under_the_same_id_and_is_resolved_when_its_consumer_says_so() {
        Dead event = Dead.event(tenant);
        String id = dead.aLetter(tenant, event);
        dead.notifier.is(Mood.WELL, tenant);

        Answer answer = dead.act(id, "replay", null);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/v1/admin/dead-letters/" + id);
        assertThat(answer.json().getString("state")).isEqualTo("replaying");
        dead.awaitState(id, "resolved");
        assertThat(dead.letter(id).getString("resolution")).isEqualTo("done");
        Delivery replayed = dead.notifier.with(tenant.toString()).get(0);
        assertThat(replayed.exchange()).isEqualTo("delay.deliver");
        assertThat(replayed.routingKey()).isEqualTo("notifier.events");
        assertThat(replayed.body().toString()).isEqualTo(event.body().toString());
        assertThat(replayed.headers())
                .containsEntry("tandem-attempt", 1L)
                .containsEntry(
                        "tandem-replay", dead.letter(id).getJsonObject("replay").getString("id"))
                .doesNotContainKeys("tandem-forced", "tandem-error", "tandem-first-failure");
    }

    @Test
    void an_event_that_took_effect_before_is_resolved_as_a_duplicate() {
        String id = dead.aLetter(tenant);
        dead.notifier.is(Mood.KNOWING, tenant);
        dead.act(id, "replay", null);

        dead.awaitState(id, "resolved");
        assertThat(dead.letter(id).getString("resolution")).isEqualTo("duplicate");
    }

    @Test
    void an_event_that_dies_again_is_the_same_letter_reopened_and_can_be_replayed_anew() {
        String id = dead.aLetter(tenant);
        dead.notifier.is(Mood.ILL, tenant);
        dead.act(id, "replay", null);
        dead.awaitState(id, "reopened");

        JsonObject letter = dead.letter(id);
        assertThat(letter.getInteger("deaths")).isEqualTo(2);
        assertThat(letter.getString("error")).isEqualTo("still no mail");
        assertThat(letter.getJsonObject("replay").getString("result")).isEqualTo("dead");
        assertThat(dead.letters(tenant)).hasSize(1);
        dead.notifier.is(Mood.WELL, tenant);
        assertThat(dead.act(id, "replay", null).status()).isEqualTo(202);
        dead.awaitState(id, "resolved");
    }

    @Test
    void a_command_that_dies_again_stalls_its_operation_again() {
        UUID operation = anId();
        Dead command = Dead.command(tenant, operation);
        String id = dead.aLetter(tenant, command);
        UUID claim = replayed(id);
        dead.publish(command.again(claim));
        dead.awaitState(id, "reopened");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(dead.operations.with(operation.toString())).hasSize(2));
    }

    @Test
    void of_fifty_who_claim_at_once_one_gets_it() {
        String id = dead.aLetter(tenant);

        List<CompletableFuture<Answer>> asked = IntStream.range(0, 50)
                .mapToObj(i -> dead.posting("/v1/admin/dead-letters/" + id + ":replay", null))
                .toList();
        List<Answer> first = asked.stream().map(CompletableFuture::join).toList();
        // A request that waits too long for a connection gets a 503 and must be repeated.
        List<Answer> answers = first.stream()
                .map(answer -> answer.status() == 503 ? dead.act(id, "replay", null) : answer)
                .toList();

        assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(49);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 409)
                .allSatisfy(answer -> assertThat(answer.json().getString("detail"))
                        .startsWith("The letter is replaying, claimed by olga"));
        assertThat(audit(id)).containsExactly("replay");
    }

    @Test
    void what_is_settled_under_an_old_claim_changes_nothing() {
        Dead event = Dead.event(tenant);
        String id = dead.aLetter(tenant, event);
        UUID first = replayed(id);
        dead.publish(event.again(first));
        dead.awaitState(id, "reopened");
        UUID second = replayed(id);

        dead.notifier.settled(first, "done", tenant);
        dead.publish(event.again(first));
        dead.notifier.settled(anId(), "done", tenant);
        sentinel();

        assertThat(dead.letter(id).getString("state")).isEqualTo("replaying");
        assertThat(dead.letter(id).getJsonObject("replay").getString("id")).isEqualTo(second.toString());
    }

    @Test
    void a_settlement_that_comes_after_a_death_of_another_copy_resolves_all_the_same() {
        Dead event = Dead.event(tenant);
        String id = dead.aLetter(tenant, event);
        UUID claim = replayed(id);
        dead.publish(event.again(claim));
        dead.awaitState(id, "reopened");

        dead.notifier.settled(claim, "done", tenant);

        dead.awaitState(id, "resolved");
        dead.publish(event.again(claim));
        sentinel();
        assertThat(dead.letter(id).getString("state")).isEqualTo("resolved");
    }

    @Test
    void a_claim_whose_instance_died_before_it_sent_anything_is_sent_by_another() {
        String id = dead.aLetter(tenant);
        UUID claim = UUID.randomUUID();
        dead.sql("""
                WITH claimed AS (
                    INSERT INTO claim (id, letter_id, kind, made_by, forced) VALUES ($1, $2, 'dead-letter', 'olga', false))
                UPDATE letter SET state = 'replaying', claim_id = $1 WHERE id = $2
                """, claim, UUID.fromString(id));
        dead.notifier.is(Mood.WELL, tenant);

        dead.awaitState(id, "resolved");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(dead.letter(id).getJsonObject("replay").getString("sentAt"))
                                .isNotNull());
    }

    @Test
    void a_letter_is_discarded_with_a_reason_and_restored() {
        String id = dead.aLetter(tenant);
        assertThat(dead.act(id, "discard", null))
                .returns(422, Answer::status)
                .satisfies(answer -> assertThat(answer.violations()).containsExactly("/reason"));

        assertThat(dead.act(id, "discard", new JsonObject().put("reason", "a test"))
                        .json()
                        .getString("state"))
                .isEqualTo("discarded");
        assertThat(dead.act(id, "replay", null).status()).isEqualTo(409);
        assertThat(dead.act(id, "discard", new JsonObject().put("reason", "again"))
                        .status())
                .isEqualTo(409);
        assertThat(dead.act(id, "restore", null).json().getString("state")).isEqualTo("open");
        assertThat(dead.act(id, "restore", null).status()).isEqualTo(409);

        assertThat(audit(id)).containsExactly("discard", "restore");
        JsonObject discard = dead.letter(id).getJsonArray("audit").getJsonObject(0);
        assertThat(discard.getMap())
                .containsEntry("actor", "olga")
                .containsEntry("reason", "a test")
                .containsEntry("from", "open")
                .containsEntry("to", "discarded");
    }

    @Test
    void a_replay_of_which_nothing_is_heard_can_be_given_up_after_a_while() {
        String id = dead.aLetter(tenant);
        UUID claim = replayed(id);
        assertThat(dead.act(id, "restore", null).status()).isEqualTo(409);
        dead.sql("UPDATE claim SET made_at = made_at - interval '11 min' WHERE id = $1", claim);

        assertThat(dead.act(id, "restore", null).json().getString("state")).isEqualTo("open");

        dead.notifier.settled(claim, "done", tenant);
        dead.awaitState(id, "resolved");
    }

    @Test
    void what_is_resolved_is_not_replayed_again() {
        String id = dead.aLetter(tenant);
        dead.notifier.is(Mood.WELL, tenant);
        dead.act(id, "replay", null);
        dead.awaitState(id, "resolved");

        assertThat(dead.act(id, "replay", null).status()).isEqualTo(409);
        assertThat(dead.act(id, "discard", new JsonObject().put("reason", "x")).status())
                .isEqualTo(409);
        assertThat(dead.act(id, "restore", null).status()).isEqualTo(409);
        assertThat(dead.letter(id).getString("state")).isEqualTo("resolved");
        assertThat(audit(id)).containsExactly("replay", "resolve");
    }

    @Test
    void an_event_older_than_inboxes_remember_needs_force_and_a_reason() {
        String id = dead.aLetter(tenant, Dead.of(Dead.eventOf(tenant, "old", Dead.anIdOf(40))));

        assertThat(dead.act(id, "replay", null))
                .returns(409, Answer::status)
                .satisfies(answer ->
                        assertThat(answer.json().getString("type")).isEqualTo("/problems/replay-needs-force"));
        assertThat(dead.act(id, "replay", new JsonObject().put("force", true)).status())
                .isEqualTo(422);
        assertThat(dead.letter(id).getString("state")).isEqualTo("open");
        assertThat(dead.act(id, "replay", new JsonObject().put("force", true).put("reason", "never took effect"))
                        .status())
                .isEqualTo(202);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(dead.notifier.with(tenant.toString())).hasSize(1));
        assertThat(dead.notifier.with(tenant.toString()).get(0).headers()).containsEntry("tandem-forced", 1L);
        assertThat(audit(id)).containsExactly("replay-forced");
    }

    @Test
    void edited_data_is_checked_and_sent_under_a_new_id_that_names_its_cause() {
        Dead event = Dead.event(tenant);
        String id = dead.aLetter(tenant, event);
        JsonObject data = new JsonObject(event.body()).getJsonObject("data");
        JsonObject misfit = data.copy().put("name", 7);
        assertThat(dead.act(id, "replay", edit(misfit)))
                .returns(422, Answer::status)
                .satisfies(answer -> assertThat(answer.violations()).containsExactly("/payload"));
        assertThat(dead.act(id, "replay", new JsonObject().put("payload", data)).violations())
                .containsExactly("/reason");
        assertThat(dead.letter(id).getString("state")).isEqualTo("open");

        dead.notifier.is(Mood.WELL, tenant);
        assertThat(dead.act(id, "replay", edit(data.copy().put("name", "Mended")))
                        .status())
                .isEqualTo(202);

        dead.awaitState(id, "resolved");
        assertThat(dead.letter(id).getString("resolution")).isEqualTo("replaced");
        JsonObject sent =
                new JsonObject(dead.notifier.with(tenant.toString()).get(0).body());
        assertThat(sent.getString("id"))
                .isNotEqualTo(event.eventId().toString())
                .isEqualTo(dead.letter(id).getJsonObject("replay").getString("editedEventId"));
        assertThat(sent.getString("causationid")).isEqualTo(event.eventId().toString());
        assertThat(sent.getJsonObject("data").getString("name")).isEqualTo("Mended");
        assertThat(audit(id)).startsWith("replay-edited");
    }

    @Test
    void edited_data_needs_force_where_the_event_itself_may_have_taken_effect() {
        Dead event = Dead.event(tenant);
        String id = dead.aLetter(tenant, event);
        givenUp(id, replayed(id));
        JsonObject edit =
                edit(new JsonObject(event.body()).getJsonObject("data").put("name", "Mended"));

        assertThat(dead.act(id, "replay", edit))
                .returns(409, Answer::status)
                .satisfies(answer ->
                        assertThat(answer.json().getString("type")).isEqualTo("/problems/replay-needs-force"));

        assertThat(dead.act(id, "replay", edit.put("force", true)).status()).isEqualTo(202);
        assertThat(audit(id)).endsWith("replay-forced-edited");
    }

    @Test
    void edited_data_needs_no_force_where_the_event_itself_failed() {
        Dead event = Dead.event(tenant);
        String id = dead.aLetter(tenant, event);
        dead.publish(event.again(replayed(id)));
        dead.awaitState(id, "reopened");

        assertThat(dead.act(id, "replay", edit(new JsonObject(event.body()).getJsonObject("data")))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void the_event_itself_needs_force_where_edited_data_may_have_taken_effect() {
        Dead event = Dead.event(tenant);
        String id = dead.aLetter(tenant, event);
        UUID edited = replayed(id, edit(new JsonObject(event.body()).getJsonObject("data")));
        givenUp(id, edited);

        assertThat(dead.act(id, "replay", null))
                .returns(409, Answer::status)
                .satisfies(answer ->
                        assertThat(answer.json().getString("type")).isEqualTo("/problems/replay-needs-force"));

        JsonObject forced = new JsonObject().put("force", true).put("reason", "it did not");
        assertThat(dead.act(id, "replay", forced).status()).isEqualTo(202);
    }

    @Test
    void an_event_that_takes_effect_after_its_letter_was_discarded_is_resolved_with_a_trace() {
        Dead event = Dead.event(tenant);
        String id = dead.aLetter(tenant, event);
        UUID first = replayed(id);
        givenUp(id, first);
        UUID second = replayed(id);
        dead.publish(event.again(second));
        dead.awaitState(id, "reopened");
        dead.act(id, "discard", new JsonObject().put("reason", "a test"));

        dead.notifier.settled(first, "done", tenant);

        dead.awaitState(id, "resolved");
        JsonObject last = dead.letter(id).getJsonArray("audit").getJsonObject(5);
        assertThat(last.getMap())
                .containsEntry("action", "resolve")
                .containsEntry("from", "discarded")
                .containsEntry("to", "resolved");
    }

    @Test
    void what_no_queue_took_comes_back_as_long_as_none_does() {
        String id = dead.aLetter(tenant, Dead.event(tenant).bare().to("operations", "unheard.of"));

        dead.act(id, "replay", null);

        dead.awaitState(id, "reopened");
        assertThat(dead.letters(tenant)).hasSize(1);
        assertThat(dead.letter(id).getInteger("deaths")).isEqualTo(2);
    }

    @Test
    void what_is_routed_after_all_reaches_everybody_and_is_resolved() {
        String id = dead.aLetter(tenant, Dead.event(tenant).bare().to("operations", "unheard.of"));
        dead.sql(
                "UPDATE letter SET exchange = 'events', routing_key = 'project.created' WHERE id = $1",
                UUID.fromString(id));

        dead.act(id, "replay", null);

        dead.awaitState(id, "resolved");
        assertThat(dead.letter(id).getString("resolution")).isEqualTo("routed");
        assertThat(dead.notifier.with(tenant.toString())).hasSize(1);
    }

    @Test
    void what_was_taken_for_routed_and_comes_back_late_is_opened_again() {
        Dead lost = Dead.event(tenant).bare().to("operations", "unheard.of");
        String id = dead.aLetter(tenant, lost);
        dead.sql(
                "UPDATE letter SET exchange = 'events', routing_key = 'project.created' WHERE id = $1",
                UUID.fromString(id));
        UUID claim = replayed(id);
        dead.awaitState(id, "resolved");

        dead.publish(lost.with("tandem-replay", claim.toString()));

        dead.awaitState(id, "reopened");
    }

    @Test
    void a_consumer_that_gives_up_what_was_routed_makes_a_letter_of_its_own() {
        Dead lost = Dead.event(tenant).bare().to("operations", "unheard.of");
        String id = dead.aLetter(tenant, lost);
        dead.sql(
                "UPDATE letter SET exchange = 'events', routing_key = 'project.created' WHERE id = $1",
                UUID.fromString(id));
        UUID claim = replayed(id);
        dead.publish(Dead.of(lost.body()).again(claim));

        dead.await(tenant, 2);
        dead.awaitState(id, "resolved");
    }

    @Test
    void a_queue_that_is_gone_reopens_the_letter() {
        String id = dead.aLetter(tenant, Dead.event(tenant).from("gone.events"));

        dead.act(id, "replay", null);

        dead.awaitState(id, "reopened");
        assertThat(dead.letter(id).getString("error")).contains("No queue is bound");
        assertThat(dead.letters(tenant)).hasSize(1);
    }

    @Test
    void an_exchange_that_nobody_knows_reopens_the_letter() {
        String id = dead.aLetter(tenant, Dead.event(tenant).bare().to("operations", "unheard.of"));
        dead.sql("UPDATE letter SET exchange = 'gone' WHERE id = $1", UUID.fromString(id));

        dead.act(id, "replay", null);

        dead.awaitState(id, "reopened");
        assertThat(dead.letter(id).getString("error")).contains("Nobody knows the exchange");
    }

    private JsonObject edit(JsonObject payload) {
        return new JsonObject().put("payload", payload).put("reason", "the name was wrong");
    }

    /** Claims the letter, waits until it is sent, and returns the claim. */
    private UUID replayed(String id) {
        return replayed(id, null);
    }

    private UUID replayed(String id, @Nullable JsonObject request) {
        assertThat(dead.act(id, "replay", request).status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(dead.letter(id).getJsonObject("replay").getString("sentAt"))
                                .isNotNull());
        return UUID.fromString(dead.letter(id).getJsonObject("replay").getString("id"));
    }

    /** Has the operator give up a replay without an outcome. */
    private void givenUp(String id, UUID claim) {
        dead.sql("UPDATE claim SET made_at = made_at - interval '11 min' WHERE id = $1", claim);
        assertThat(dead.act(id, "restore", null).status()).isEqualTo(200);
    }

    /** Waits for a death and a settlement sent after all others. */
    private void sentinel() {
        UUID other = anId();
        Dead event = Dead.event(other);
        String id = dead.aLetter(other, event);
        dead.notifier.settled(replayed(id), "done", other);
        dead.awaitState(id, "resolved");
    }

    private List<String> audit(String id) {
        Stream<Object> trail = dead.letter(id).getJsonArray("audit").stream();
        return trail.map(entry -> ((JsonObject) entry).getString("action")).toList();
    }
}
