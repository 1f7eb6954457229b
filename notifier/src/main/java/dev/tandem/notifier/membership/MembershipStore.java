package dev.tandem.notifier.membership;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads and writes the tables {@code membership} and {@code workspace_member}. */
record MembershipStore(SqlClient sql) {

    private static final String LOCK = """
            SELECT workspace_id, version FROM membership WHERE workspace_id = ANY ($1::uuid[])
            ORDER BY workspace_id FOR UPDATE
            """;

    private static final String USERS = """
            SELECT workspace_id, user_id FROM workspace_member WHERE workspace_id = ANY ($1::uuid[])
            """;

    private static final String SAVE_VERSIONS = MembershipChange.VERSION.insertInto("membership") + """

            ON CONFLICT (workspace_id) DO UPDATE SET version = EXCLUDED.version, event_id = EXCLUDED.event_id
            WHERE membership.version < EXCLUDED.version
            """;

    private static final String SAVE_MEMBERS = Member.COLUMNS.insertInto("workspace_member") + """

            ON CONFLICT (workspace_id, user_id)
            DO UPDATE SET role = EXCLUDED.role, email = EXCLUDED.email, name = EXCLUDED.name
            """;

    private static final String REMOVE_MEMBERS = """
            DELETE FROM workspace_member m USING unnest($1::uuid[], $2::text[]) AS gone (workspace_id, user_id)
            WHERE m.workspace_id = gone.workspace_id AND m.user_id = gone.user_id
            """;

    /**
     * Returns the versions of those workspaces that are known. Locks in the order of ids, so that two transactions
     * never deadlock.
     */
    Future<Map<UUID, Long>> lock(Collection<UUID> workspaces) {
        return sql.preparedQuery(LOCK).execute(ids(workspaces)).map(rows -> {
            Map<UUID, Long> versions = new HashMap<>();
            rows.forEach(row -> versions.put(row.getUUID(0), row.getLong(1)));
            return versions;
        });
    }

    Future<Map<UUID, Set<String>>> users(Collection<UUID> workspaces) {
        return sql.preparedQuery(USERS).execute(ids(workspaces)).map(rows -> {
            Map<UUID, Set<String>> users = new HashMap<>();
            rows.forEach(row ->
                    users.computeIfAbsent(row.getUUID(0), id -> new HashSet<>()).add(row.getString(1)));
            return users;
        });
    }

    /** @param latest the latest change of each workspace, in the order of workspace ids */
    Future<Void> saveVersions(Collection<MembershipChange> latest) {
        return sql.preparedQuery(SAVE_VERSIONS)
                .execute(MembershipChange.VERSION.arrays(latest))
                .mapEmpty();
    }

    Future<Void> saveMembers(List<Member> members) {
        return sql.preparedQuery(SAVE_MEMBERS)
                .execute(Member.COLUMNS.arrays(members))
                .mapEmpty();
    }

    Future<Void> removeMembers(List<Member.Key> keys) {
        return sql.preparedQuery(REMOVE_MEMBERS)
                .execute(Member.Key.COLUMNS.arrays(keys))
                .mapEmpty();
    }

    private static Tuple ids(Collection<UUID> ids) {
        return Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new));
    }
}
