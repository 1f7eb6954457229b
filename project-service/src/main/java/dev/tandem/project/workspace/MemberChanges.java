package dev.tandem.project.workspace;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
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

/**
 * Changes the members of a workspace, one change after the other. When the future succeeds, the change is durable,
 * every later decision sees it, and its fact will be published.
 *
 * @param most maximum number of members of a workspace
 */
record MemberChanges(Transactor transactor, Tombstones tombstones, int most, Clock clock) {

    /**
     * Fails with a problem when the change is refused. Repeating a {@link MemberChange.Put} changes nothing; a repeated
     * removal fails with 404.
     */
    Future<Membership> apply(MemberChange change, String correlationId) {
        Context cause = Context.current();
        Origin origin = Origin.requestedBy(change.actor(), change.workspaceId(), correlationId);
        return transactor.transact(work -> isErased(change)
                ? Future.failedFuture(
                        Problems.conflict("The user was erased, for good: nobody can let them in, nor they anybody.")
                                .asException())
                : load(work.sql(), change)
                        .compose(membership -> decideAndSave(work, change, membership, origin, cause)));
    }

    private boolean isErased(MemberChange change) {
        return tombstones.pseudonymOf(change.actor()) != null
                || (!(change instanceof MemberChange.Remove) && tombstones.pseudonymOf(change.userId()) != null);
    }

    /** Sends all queries at once; those after the lock see the changes of earlier lock holders. */
    private Future<Membership> load(SqlConnection tx, MemberChange change) {
        Future<Long> version = new WorkspaceStore(tx).lock(change.workspaceId());
        Future<List<Member>> concerned =
                new MemberStore(tx).concerned(change.workspaceId(), change.actor(), change.userId());
        return new MemberStore(tx)
                .hasAtLeast(most, change.workspaceId())
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
