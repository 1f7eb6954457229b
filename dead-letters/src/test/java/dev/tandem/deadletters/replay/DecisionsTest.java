package dev.tandem.deadletters.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.deadletters.letter.About;
import dev.tandem.deadletters.letter.Failure;
import dev.tandem.deadletters.letter.Kind;
import dev.tandem.deadletters.letter.Letter;
import dev.tandem.deadletters.letter.Place;
import dev.tandem.deadletters.letter.State;
import dev.tandem.deadletters.letter.Summary;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the allowed actions on a letter as a table. */
class DecisionsTest {

    private static final Instant NOW = Instant.now();
    private static final ReplayRequest PLAIN = new ReplayRequest(false, null, null);

    @ParameterizedTest
    @CsvSource({
        "OPEN,      0, 0, 409",
        "REOPENED,  0, 0, 409",
        "REPLAYING, 409, 409, 409",
        "RESOLVED,  409, 409, 409",
        "DISCARDED, 409, 409, 0"
    })
    void by_state(State state, int replay, int discard, int restore) {
        Letter letter = letter(state, UuidCreator.getTimeOrderedEpoch());
        Claim claim = claim(NOW.minusSeconds(1));

        assertThat(status(Decisions.replay(letter, claim, UnsettledReplays.NOTHING, PLAIN, NOW)))
                .isEqualTo(replay);
        assertThat(status(Decisions.discard(letter, claim))).isEqualTo(discard);
        assertThat(status(Decisions.restore(letter, claim, NOW))).isEqualTo(restore);
    }

    @Test
    void a_replay_of_which_nothing_is_heard_can_be_restored_after_ten_minutes() {
        Letter letter = letter(State.REPLAYING, UuidCreator.getTimeOrderedEpoch());
        Claim claim = claim(NOW.minus(Duration.ofMinutes(10)));

        assertThat(Decisions.restore(letter, claim, NOW)).isEmpty();
        assertThat(status(Decisions.restore(letter, claim, NOW.minusMillis(1)))).isEqualTo(409);
    }

    @Test
    void what_inboxes_have_forgotten_needs_force_and_an_edited_event_is_another_one() {
        Letter old = letter(State.OPEN, new UUID(NOW.minus(Duration.ofDays(36)).toEpochMilli() << 16 | 0x7000, -1));

        assertThat(status(Decisions.replay(old, null, UnsettledReplays.NOTHING, PLAIN, NOW)))
                .isEqualTo(409);
        assertThat(Decisions.replay(old, null, UnsettledReplays.NOTHING, new ReplayRequest(true, "why", null), NOW))
                .isEmpty();
        assertThat(Decisions.replay(
                        old, null, UnsettledReplays.NOTHING, new ReplayRequest(false, "why", new JsonObject()), NOW))
                .isEmpty();
        assertThat(Decisions.replay(letter(State.OPEN, null), null, UnsettledReplays.NOTHING, PLAIN, NOW))
                .isEmpty();
    }

    @Test
    void what_its_consumer_would_refuse_in_any_case_is_not_sent_forced_or_not() {
        Instant dayAfterTomorrow = NOW.plus(Duration.ofDays(2));
        for (UUID id : List.of(UUID.randomUUID(), new UUID(dayAfterTomorrow.toEpochMilli() << 16 | 0x7000, -1))) {
            Letter letter = letter(State.OPEN, id);

            assertThat(Decisions.replay(letter, null, UnsettledReplays.NOTHING, PLAIN, NOW))
                    .hasValueSatisfying(problem -> assertThat(problem.detail()).contains("discard it"));
            assertThat(status(Decisions.replay(
                            letter, null, UnsettledReplays.NOTHING, new ReplayRequest(true, "why", null), NOW)))
                    .isEqualTo(409);
            assertThat(Decisions.replay(
                            letter,
                            null,
                            UnsettledReplays.NOTHING,
                            new ReplayRequest(false, "why", new JsonObject()),
                            NOW))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, false, 0",
        "false, false, true,  0",
        "true,  false, false, 0",
        "true,  false, true,  409",
        "false, true,  false, 409",
        "false, true,  true,  409"
    })
    void another_event_than_one_that_may_have_taken_effect_needs_force(
            boolean original, boolean edited, boolean edits, int plain) {
        Letter letter = letter(State.OPEN, UuidCreator.getTimeOrderedEpoch());
        JsonObject payload = edits ? new JsonObject() : null;
        UnsettledReplays unheard = new UnsettledReplays(original, edited);

        assertThat(status(Decisions.replay(letter, null, unheard, new ReplayRequest(false, "why", payload), NOW)))
                .isEqualTo(plain);
        assertThat(Decisions.replay(letter, null, unheard, new ReplayRequest(true, "why", payload), NOW))
                .isEmpty();
    }

    @Test
    void force_is_not_offered_for_what_would_be_refused_all_the_same() {
        assertThat(Decisions.replay(
                        letter(State.OPEN, UUID.randomUUID()), null, new UnsettledReplays(true, true), PLAIN, NOW))
                .hasValueSatisfying(problem -> assertThat(problem.detail()).contains("forced or not: discard it"));
    }

    @Test
    void where_editing_is_off_it_is_refused_and_a_plain_replay_is_not() {
        Letter letter = letter(State.OPEN, UuidCreator.getTimeOrderedEpoch());

        assertThat(new Editing(false).edit(letter, null)).isNull();
        assertThatThrownBy(() -> new Editing(false).edit(letter, new JsonObject()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(403));
        assertThatThrownBy(() -> new Editing(true).edit(letter, new JsonObject()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(409));
    }

    private static int status(Optional<Problem> problem) {
        return problem.map(Problem::status).orElse(0);
    }

    private static Claim claim(Instant madeAt) {
        return new Claim(UUID.randomUUID(), null, madeAt, "olga", false, null, madeAt, null, null);
    }

    private static Letter letter(State state, @Nullable UUID eventId) {
        return new Letter(
                new Summary(
                        UuidCreator.getTimeOrderedEpoch(),
                        Kind.DEAD_LETTER,
                        state,
                        null,
                        "notifier.events",
                        new About(eventId, null, null, null, null, null, null),
                        "exhausted",
                        "x",
                        null,
                        "f",
                        1,
                        1,
                        null,
                        NOW,
                        NOW),
                new Place("notifier.events", "dead-letters", "notifier.events"),
                new Failure("exhausted", "x", null, null, 1, new JsonArray(), null, null),
                new JsonObject(),
                null,
                Buffer.buffer("no event"),
                null);
    }
}
