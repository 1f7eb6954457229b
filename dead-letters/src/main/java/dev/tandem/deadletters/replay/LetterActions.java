package dev.tandem.deadletters.replay;

import dev.tandem.deadletters.audit.AuditStore;
import dev.tandem.deadletters.letter.Letter;
import dev.tandem.deadletters.letter.LetterStore;
import dev.tandem.deadletters.letter.State;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Executes an operator's action on one letter, in one transaction with its audit row. The letter is locked during the
 * decision, so one of several concurrent requests succeeds and the others get a 409.
 */
public final class LetterActions {

    private final Pool pool;
    private final Editing editing;
    private final Dispatch dispatch;
    private final Clock clock;

    /** @param editing true if the event's data may be edited before a replay */
    public LetterActions(Pool pool, boolean editing, Dispatch dispatch, Clock clock) {
        this.pool = pool;
        this.editing = new Editing(editing);
        this.dispatch = dispatch;
        this.clock = clock;
    }

    /** Claims the letter. The message is sent once the claim is committed, by another instance if this one dies. */
    Future<Letter> replay(UUID id, String actor, ReplayRequest request) {
        return pool.withTransaction(tx -> locked(tx, id)
                        .compose(held -> permitted(
                                        held,
                                        Decisions.replay(
                                                held.letter, held.last, held.unheard, request, clock.instant()))
                                .compose(letter -> claim(tx, letter, actor, request))))
                .onSuccess(claimed -> dispatch.nudge());
    }

    Future<Letter> discard(UUID id, String actor, String reason) {
        return pool.withTransaction(tx -> locked(tx, id)
                .compose(held -> permitted(held, Decisions.discard(held.letter, held.last))
                        .compose(letter -> move(tx, letter, State.DISCARDED, null, actor, "discard", reason))));
    }

    Future<Letter> restore(UUID id, String actor, @Nullable String reason) {
        return pool.withTransaction(tx -> locked(tx, id)
                .compose(held -> permitted(held, Decisions.restore(held.letter, held.last, clock.instant()))
                        .compose(letter -> abandoned(tx, letter))
                        .compose(letter -> move(tx, letter, State.OPEN, null, actor, "restore", reason))));
    }

    private Future<Letter> claim(SqlConnection tx, Letter letter, String actor, ReplayRequest request) {
        UUID claim = UUID.randomUUID();
        Claim.Edited edited = editing.edit(letter, request.payload());
        String action = "replay" + (request.force() ? "-forced" : "") + (edited == null ? "" : "-edited");
        return new ClaimStore(tx)
                .make(claim, letter, actor, request.force(), edited)
                .compose(made -> move(tx, letter, State.REPLAYING, claim, actor, action, request.reason()));
    }

    private static Future<Letter> abandoned(SqlConnection tx, Letter letter) {
        UUID claim = letter.claimId();
        return letter.state() == State.REPLAYING && claim != null
                ? new ClaimStore(tx).abandon(claim).map(letter)
                : Future.succeededFuture(letter);
    }

    private static Future<Letter> move(
            SqlConnection tx,
            Letter letter,
            State to,
            @Nullable UUID claim,
            String actor,
            String action,
            @Nullable String reason) {
        return new AuditStore(tx)
                .letter(letter.id(), actor, action, letter.state().wireName(), to.wireName(), reason)
                .compose(noted -> new LetterStore(tx).move(letter.id(), to, claim));
    }

    private static Future<Held> locked(SqlConnection tx, UUID id) {
        return new LetterStore(tx).lock(id).compose(found -> {
            Letter letter = found.orElseThrow(
                    () -> Problems.notFound("There is no such dead letter.").asException());
            UUID claim = letter.claimId();
            return claim == null
                    ? Future.succeededFuture(new Held(letter, null, UnsettledReplays.NOTHING))
                    : new ClaimStore(tx)
                            .find(claim)
                            .compose(last -> new ClaimStore(tx)
                                    .unheard(id)
                                    .map(unheard -> new Held(letter, last.orElse(null), unheard)));
        });
    }

    private static Future<Letter> permitted(Held held, Optional<Problem> objection) {
        return objection
                .<Future<Letter>>map(problem -> Future.failedFuture(problem.asException()))
                .orElseGet(() -> Future.succeededFuture(held.letter));
    }

    /** A locked letter, its last claim, and its unsettled replays. */
    private record Held(Letter letter, @Nullable Claim last, UnsettledReplays unheard) {}
}
