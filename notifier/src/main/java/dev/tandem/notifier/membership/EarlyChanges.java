package dev.tandem.notifier.membership;

import dev.tandem.contracts.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Reads and writes the table {@code early_change}: changes that wait for an earlier one. */
record EarlyChanges(SqlClient sql) {

    /** "memb" in ASCII: the first key of the two-key advisory locks; the second is a hash of the workspace id. */
    private static final int LOCK_SPACE = 0x6d656d62;

    private static final String LOCK = """
            SELECT count(pg_advisory_xact_lock($1, key)) FROM (
                SELECT DISTINCT hashtext(id::text) AS key FROM unnest($2::uuid[]) AS changing (id) ORDER BY key
            ) AS keys
            """;

    private static final String OF =
            "SELECT " + MembershipChange.COLUMNS.names() + " FROM early_change WHERE workspace_id = ANY ($1::uuid[])";

    private static final String KEEP = MembershipChange.COLUMNS.insertInto("early_change") + " ON CONFLICT DO NOTHING";

    private static final String FORGET = """
            DELETE FROM early_change e USING unnest($1::uuid[], $2::bigint[]) AS made (workspace_id, version)
            WHERE e.workspace_id = made.workspace_id AND e.version <= made.version
            """;

    private static final String WAITING = """
            SELECT count(DISTINCT workspace_id) FROM early_change AS early LEFT JOIN membership USING (workspace_id)
            WHERE since < now() - make_interval(secs => $1) AND early.version > coalesce(membership.version, 0)
            """;

    /**
     * Blocks other changes to these workspaces until the transaction ends, even to workspaces still unknown. Without
     * the lock, one transaction could keep a change while another applies its predecessor, and neither would see the
     * other's.
     */
    Future<Void> lock(Collection<UUID> workspaces) {
        return sql.preparedQuery(LOCK)
                .execute(Tuple.tuple().addInteger(LOCK_SPACE).addArrayOfUUID(workspaces.toArray(UUID[]::new)))
                .mapEmpty();
    }

    /** Returns the waiting changes of the workspaces, by version. */
    Future<Map<UUID, SortedMap<Long, MembershipChange>>> of(Collection<UUID> workspaces) {
        return sql.preparedQuery(OF)
                .execute(Tuple.tuple().addArrayOfUUID(workspaces.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, SortedMap<Long, MembershipChange>> early = new HashMap<>();
                    rows.forEach(row -> {
                        MembershipChange change = change(row);
                        early.computeIfAbsent(change.workspaceId(), id -> new TreeMap<>())
                                .put(change.version(), change);
                    });
                    return early;
                });
    }

    /** The creation of a workspace is never early. */
    private static MembershipChange change(Row row) {
        UUID workspace = row.getUUID("workspace_id");
        String user = row.getString("user_id");
        String role = row.getString("role");
        return new MembershipChange(
                row.getUUID("event_id"),
                workspace,
                row.getLong("version"),
                false,
                user,
                role == null
                        ? null
                        : new Member(
                                workspace, user, Role.valueOf(role), row.getString("email"), row.getString("name")));
    }

    Future<Void> keep(Collection<MembershipChange> changes) {
        return sql.preparedQuery(KEEP)
                .execute(MembershipChange.COLUMNS.arrays(changes))
                .mapEmpty();
    }

    /** Removes applied changes: those up to each workspace's version. */
    Future<Void> forget(SortedMap<UUID, Long> versions) {
        return sql.preparedQuery(FORGET)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(versions.keySet().toArray(UUID[]::new))
                        .addArrayOfLong(versions.values().toArray(Long[]::new)))
                .mapEmpty();
    }

    /** Counts the workspaces in which a change has waited for longer. */
    Future<Long> waitingLongerThan(double seconds) {
        return sql.preparedQuery(WAITING)
                .execute(Tuple.of(seconds))
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
