package dev.tandem.project.workspace;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.erasure.Tombstones;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.decision.Origin;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * Changes the members of a workspace, one change after the other. When the future succeeds, the change is durable,
 * every later decision sees it, and its fact will be published.
 *
 * @param most maximum number of members of a workspace
 */
public record MemberChanges(Transactor transactor, Tombstones tombstones, int most, Clock clock) {

    /**
     * Fails with a problem when the change is refused. Repeating a {@link MemberChange.Put} changes nothing; a repeated
     * removal fails with 404.
     */
    Future<Membership> apply(MemberChange change, String correlationId) {
        Context cause = Context.current();
        Origin origin = Origin.requestedBy(change.actor(), change.workspaceId(), correlationId);
        return transactor.transact(work -> load(work.sql(), change.workspaceId(), change.actor(), change.userId())
                .compose(membership -> apply(work, change, membership, origin, cause)));
    }

    /**
     * Decides and makes a change as part of a transaction that an {@linkplain dev.tandem.messaging.erasure.ErasureAware aware} transactor runs. Fails with a
     * problem when the change is refused, and with it the transaction.
     *
     * @param membership loaded in the same transaction for the actor and the user of the change
     */
    public Future<Membership> apply(
            UnitOfWork work, MemberChange change, Membership membership, Origin origin, Context cause) {
        return isErased(change)
                ? Future.failedFuture(erased().asException())
                : decideAndSave(work, change, membership, origin, cause);
    }

    /** Returns true if the user was erased. The transaction fails if this instance does not know all who were. */
    public boolean isErased(String userId) {
        return tombstones.pseudonymOf(userId) != null;
    }

    /** The answer to whoever wants to be or to let in somebody who was erased. */
    public static Problem erased() {
        return Problems.conflict("The user was erased, for good: nobody can let them in, nor they anybody.");
    }

    private boolean isErased(MemberChange change) {
        return isErased(change.actor()) || (!(change instanceof MemberChange.Remove) && isErased(change.userId()));
    }

    /**
     * Locks the workspace against other changes of its members until the transaction ends, and reads what a change by the actor
     * that concerns the user needs. Sends all queries at once; those after the lock see the changes of earlier lock holders.
     */
    public Future<Membership> load(SqlConnection tx, UUID workspace, String actor, String user) {
        Future<Long> version = new WorkspaceStore(tx).lock(workspace);
        Future<List<Member>> concerned = new MemberStore(tx).concerned(workspace, actor, user);
        return new MemberStore(tx)
                .hasAtLeast(most, workspace)
                .compose(full ->
                        concerned.compose(members -> version.map(locked -> Membership.of(locked, members, full))));
    }

    private Future<Membership> decideAndSave(
            UnitOfWork work, MemberChange change, Membership membership, Origin origin, Context cause) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Decision decision = MembershipRules.decide(change, membership, now);
        if (decision instanceof Decision.Refused refused) {
            return Future.failedFuture(refused.problem().asException());
        }
        Membership after = membership;
        Future<Void> saved = Future.succeededFuture();
        for (Occurrence occurrence : ((Decision.Accepted) decision).occurrences()) {
            after = after.after(occurrence);
            saved = save(work.sql(), after, occurrence.fact(), change);
            work.send(origin.tell(occurrence), cause);
        }
        return saved.map(after);
    }

    private static Future<Void> save(SqlConnection tx, Membership after, Fact fact, MemberChange change) {
        Member.Key key = new Member.Key(change.workspaceId(), change.userId());
        MemberStore members = new MemberStore(tx);
        Future<Void> written;
        if (fact instanceof MemberAdded) {
            written = members.insert(after.existing(change.userId()));
        } else if (fact instanceof MemberChanged) {
            written = members.update(after.existing(change.userId()));
        } else {
            written = members.delete(key);
        }
        Future<Void> versioned = new WorkspaceStore(tx).setMembershipVersion(change.workspaceId(), after.version());
        return Future.join(written, versioned).mapEmpty();
    }
}
