package dev.tandem.project.workspace;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The statements of the table {@code member}. */
public final class MemberStore {

    private static final String LOCK = """
            SELECT m.workspace_id, m.user_id, m.role, m.email, m.name, m.added_at
            FROM unnest($1::uuid[], $2::text[]) AS wanted (workspace_id, user_id)
            JOIN member m ON m.workspace_id = wanted.workspace_id AND m.user_id = wanted.user_id
            ORDER BY m.workspace_id, m.user_id
            FOR SHARE OF m
            """;

    private static final String INSERT = """
            INSERT INTO member (workspace_id, user_id, role, email, name, added_at)
            SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
            """;

    private static final String CONCERNED = """
            SELECT workspace_id, user_id, role, email, name, added_at
            FROM member WHERE workspace_id = $1 AND (user_id IN ($2, $3) OR role = 'owner')
            """;

    private static final String HAS_AT_LEAST = """
            SELECT count(*) >= $2 FROM (SELECT FROM member WHERE workspace_id = $1 LIMIT $2) counted
            """;

    private static final String UPDATE = """
            UPDATE member SET role = $3, email = $4, name = $5 WHERE workspace_id = $1 AND user_id = $2
            """;

    private static final String DELETE = """
            DELETE FROM member WHERE workspace_id = $1 AND user_id = $2
            """;

    private static final String PAGE = """
            SELECT m.workspace_id, m.user_id, m.role, m.email, m.name, m.added_at
            FROM member me LEFT JOIN LATERAL (
                SELECT * FROM member WHERE workspace_id = me.workspace_id AND user_id > $3 ORDER BY user_id LIMIT $4
            ) m ON true
            WHERE me.workspace_id = $1 AND me.user_id = $2
            ORDER BY m.user_id
            """;

    private final SqlClient sql;

    private MemberStore(SqlClient sql) {
        this.sql = sql;
    }

    public static MemberStore in(SqlClient sql) {
        return new MemberStore(sql);
    }

    /**
     * Reads those memberships that there are, and holds off their removal and change until the transaction ends. Locks
     * in the order of the key, so that two transactions never wait for each other.
     */
    public Future<List<Member>> lockAll(Collection<Member.Key> keys) {
        Tuple wanted = Tuple.tuple()
                .addArrayOfUUID(keys.stream().map(Member.Key::workspaceId).toArray(UUID[]::new))
                .addArrayOfString(keys.stream().map(Member.Key::userId).toArray(String[]::new));
        return sql.preparedQuery(LOCK).execute(wanted).map(MemberStore::members);
    }

    public Future<Void> insertAll(List<Member> members) {
        return sql.preparedQuery(INSERT)
                .execute(Tuple.of(
                        members.stream().map(Member::workspaceId).toArray(UUID[]::new),
                        members.stream().map(Member::userId).toArray(String[]::new),
                        members.stream().map(member -> member.role().name()).toArray(String[]::new),
                        members.stream().map(Member::email).toArray(String[]::new),
                        members.stream().map(Member::name).toArray(String[]::new),
                        members.stream()
                                .map(member -> member.addedAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new)))
                .mapEmpty();
    }

    Future<Void> insert(Member member) {
        return insertAll(List.of(member));
    }

    /** The owners of the workspace, and the two users where they are in it. */
    Future<List<Member>> concerned(UUID workspaceId, String actor, String userId) {
        return sql.preparedQuery(CONCERNED)
                .execute(Tuple.of(workspaceId, actor, userId))
                .map(MemberStore::members);
    }

    Future<Boolean> hasAtLeast(int members, UUID workspaceId) {
        return sql.preparedQuery(HAS_AT_LEAST)
                .execute(Tuple.of(workspaceId, members))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    Future<Void> update(Member member) {
        return sql.preparedQuery(UPDATE)
                .execute(Tuple.of(
                        member.workspaceId(), member.userId(), member.role().name(), member.email(), member.name()))
                .mapEmpty();
    }

    Future<Void> delete(Member.Key key) {
        return sql.preparedQuery(DELETE)
                .execute(Tuple.of(key.workspaceId(), key.userId()))
                .mapEmpty();
    }

    /** The members after the given one, in the order of their ids; empty when the reader is not among them. */
    Future<Optional<List<Member>>> page(UUID workspaceId, String reader, String after, int limit) {
        return sql.preparedQuery(PAGE)
                .execute(Tuple.of(workspaceId, reader, after, limit))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(members(rows)));
    }

    private static List<Member> members(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.getString("user_id") != null)
                .map(Member::from)
                .toList();
    }
}
