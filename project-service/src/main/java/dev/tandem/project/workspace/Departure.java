package dev.tandem.project.workspace;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.Role;
import dev.tandem.messaging.Loop;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.decision.Origin;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Removes an erased person from their workspaces; the facts name no actor. If a workspace would be left without an owner,
 * another person becomes its owner: the longest-standing admin, or else the longest-standing member, or else viewer. They
 * name the pseudonym in place of the person, as every service does after its own erasure.
 */
public record Departure(Clock clock) implements PersonalData.Work {

    private static final int MOST = 20;

    private static final String MEMBERSHIPS = """
            SELECT workspace_id FROM member WHERE user_id = $1 ORDER BY workspace_id LIMIT $2
            """;

    private static final String LEAVE = "DELETE FROM member WHERE workspace_id = $1 AND user_id = $2 RETURNING role";

    private static final String SUCCESSOR = """
            SELECT workspace_id, user_id, role, email, name, added_at FROM member WHERE workspace_id = $1
            ORDER BY array_position(ARRAY['owner', 'admin', 'member', 'viewer'], role), added_at, user_id LIMIT 1
            """;

    @Override
    public Future<Integer> some(UnitOfWork work, String id, String pseudonym) {
        return work.sql()
                .preparedQuery(MEMBERSHIPS)
                .execute(Tuple.of(id, MOST))
                .compose(rows -> Loop.each(rows, row -> leave(work, row.getUUID("workspace_id"), id, pseudonym))
                        .map(left -> rows.size()));
    }

    private Future<Void> leave(UnitOfWork work, UUID workspace, String id, String pseudonym) {
        return new WorkspaceStore(work.sql())
                .lock(workspace)
                .compose(version -> work.sql()
                        .preparedQuery(LEAVE)
                        .execute(Tuple.of(workspace, id))
                        .compose(left -> left.size() == 0
                                ? Future.succeededFuture()
                                : succeed(
                                                work,
                                                workspace,
                                                version,
                                                left.iterator().next())
                                        .compose(after -> tell(
                                                work, new MemberRemoved(workspace, pseudonym), workspace, after))));
    }

    private Future<Long> succeed(UnitOfWork work, UUID workspace, long version, Row left) {
        if (!Role.owner.name().equals(left.getString("role"))) {
            return Future.succeededFuture(version);
        }
        return work.sql().preparedQuery(SUCCESSOR).execute(Tuple.of(workspace)).compose(found -> {
            if (found.size() == 0 || Member.from(found.iterator().next()).role() == Role.owner) {
                return Future.succeededFuture(version);
            }
            Member next = Member.from(found.iterator().next());
            Member owner = new Member(workspace, next.userId(), Role.owner, next.email(), next.name(), next.addedAt());
            MemberChanged fact = new MemberChanged(
                    workspace, owner.userId(), owner.role(), owner.email(), owner.name(), next.role());
            return new MemberStore(work.sql())
                    .update(owner)
                    .compose(updated -> tell(work, fact, workspace, version))
                    .map(version + 1);
        });
    }

    private Future<Void> tell(UnitOfWork work, Fact fact, UUID workspace, long version) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Origin origin = new Origin(workspace, null, UUID.randomUUID().toString(), null, null);
        work.send(origin.tell(new Occurrence(fact, workspace, version + 1, now)), Context.root());
        return new WorkspaceStore(work.sql()).setMembershipVersion(workspace, version + 1);
    }
}
