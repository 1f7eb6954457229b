package dev.tandem.deadletters.replay;

import dev.tandem.deadletters.letter.Letter;
import dev.tandem.deadletters.letter.State;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.messaging.inbox.Inbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides which actions a letter's state allows. Pure. */
final class Decisions {

    /** Time after which an operator may stop waiting for a replay without an outcome. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private Decisions() {}

    /** Returns why the letter cannot be replayed now; empty if it can. */
    static Optional<Problem> replay(
            Letter letter, @Nullable Claim last, UnsettledReplays unheard, ReplayRequest request, Instant now) {
        if (!letter.state().waiting()) {
            return Optional.of(conflict(letter, last));
        }
        boolean edits = request.payload() != null;
        Optional<UUID> known =
                edits ? Optional.empty() : Optional.ofNullable(letter.about().eventId());
        Optional<Problem> never =
                known.flatMap(id -> Inbox.objection(id, now, true)).map(Decisions::refusedAnyway);
        if (never.isPresent() || request.force()) {
            return never;
        }
        return unheard.besides(edits)
                ? Optional.of(
                        needsForce("An earlier replay was sent and nothing was heard of it, and to its consumer an"
                                + " edited event is another one, so that both could take effect"))
                : known.flatMap(id -> Inbox.objection(id, now, false)).map(Decisions::needsForce);
    }

    private static Problem refusedAnyway(String why) {
        return Problems.conflict(why + ". Its consumer would refuse it again, forced or not: discard it, or send it as"
                + " another event, with a \"payload\", where editing is allowed.");
    }

    private static Problem needsForce(String why) {
        return Problem.of(
                409,
                "replay-needs-force",
                "The replay could take effect twice",
                why + ". Whether it took effect already is yours to know: replay it with \"force\": true and a"
                        + " \"reason\", or discard it.");
    }

    static Optional<Problem> discard(Letter letter, @Nullable Claim last) {
        return letter.state().waiting() ? Optional.empty() : Optional.of(conflict(letter, last));
    }

    /** Returns why the letter cannot be restored; empty if it can. */
    static Optional<Problem> restore(Letter letter, @Nullable Claim last, Instant now) {
        if (letter.state() == State.DISCARDED) {
            return Optional.empty();
        }
        if (letter.state() == State.REPLAYING && last != null) {
            Instant free = last.madeAt().plus(PATIENCE);
            return now.isBefore(free)
                    ? Optional.of(Problems.conflict(described(letter, last)
                            + " It may still be settled; if nothing is heard of it, it can be restored from " + free
                            + " on."))
                    : Optional.empty();
        }
        return Optional.of(conflict(letter, last));
    }

    private static Problem conflict(Letter letter, @Nullable Claim last) {
        return Problems.conflict(described(letter, last) + " " + whatNow(letter.state()));
    }

    private static String whatNow(State state) {
        return switch (state) {
            case OPEN, REOPENED -> "It can be replayed or discarded.";
            case REPLAYING -> "It will be resolved, or reopened.";
            case RESOLVED -> "Nothing is left to be done about it.";
            case DISCARDED -> "It can be restored.";
        };
    }

    private static String described(Letter letter, @Nullable Claim last) {
        String state = "The letter is " + letter.state().wireName();
        return last == null || letter.state() != State.REPLAYING
                ? state + " since " + letter.summary().updatedAt() + "."
                : state + ", claimed by " + last.madeBy() + " at " + last.madeAt() + ".";
    }
}
