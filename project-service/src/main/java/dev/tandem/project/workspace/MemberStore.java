package dev.tandem.project.workspace;

import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes the table {@code member}. */
public record MemberStore(SqlClient sql) {

    private static final String MEMBER = "SELECT " + Member.COLUMNS.namesIn("m") + "\n";

    private static final String LOCK = MEMBER + """
            FROM unnest($1::uuid[], $2::text[]) AS wanted (workspace_id, user_id)
            JOIN member m ON m.workspace_id = wanted.workspace_id AND m.user_id = wanted.user_id
            ORDER BY m.workspace_id, m.user_id
            FOR SHARE OF m
            """;

    private static final String INSERT = Member.COLUMNS.insertInto("member");

    private static final String CONCERNED = MEMBER + """
            FROM member m WHERE m.workspace_id = $1 AND (m.user_id IN ($2, $3) OR m.role = 'owner')
            """;

    private static final String HAS_AT_LEAST = """
            SELECT count(*) >= $2 FROM (SELECT FROM member WHERE workspace_id = $1 LIMIT $2) counted
            """;

    private static final String HAS_ADDRESS = """
            SELECT EXISTS (SELECT FROM member WHERE workspace_id = $1 AND lower(email) = lower($2))
            """;

    private static final String UPDATE = """
            UPDATE member SET role = $3, email = $4, name = $5 WHERE workspace_id = $1 AND user_id = $2
            """;

    private static final String DELETE = """
            DELETE FROM member WHERE workspace_id = $1 AND user_id = $2
            """;

    private static final String PAGE = MEMBER + """
            FROM member me LEFT JOIN LATERAL (
                SELECT * FROM member WHERE workspace_id = me.workspace_id AND user_id > $3 ORDER BY user_id LIMIT $4
            ) m ON true
            WHERE me.workspace_id = $1 AND me.user_id = $2
            ORDER BY m.user_id
            """;

    /** The words begin with the workspace, so no index but theirs can lead to a member; the walls are checked once more. */
    static final String SEARCH = """
            WITH found AS MATERIALIZED (
                SELECT workspace_id, user_id FROM member
                WHERE member_words(workspace_id, user_id, name) @@ members_with($1, $5)
            )
            """ + MEMBER + """
            FROM member me LEFT JOIN LATERAL (
                SELECT member.* FROM (
                    SELECT user_id FROM found WHERE workspace_id = me.workspace_id AND user_id > $3 ORDER BY user_id LIMIT $4
                ) page JOIN member ON member.workspace_id = me.workspace_id AND member.user_id = page.user_id
            ) m ON true
            WHERE me.workspace_id = $1 AND me.user_id = $2
            ORDER BY m.user_id
            """;

    private static final String ONE = MEMBER + """
            FROM member me JOIN member m ON m.workspace_id = me.workspace_id
            WHERE me.workspace_id = $1 AND me.user_id = $2 AND m.user_id = $3
            """;

    /**
     * Reads those memberships that exist and blocks their removal and change until the transaction ends. Locks in the
     * order of the key, so that two transactions never deadlock.
     */
    public Future<List<Member>> lockAll(Collection<Member.Key> keys) {
        return sql.preparedQuery(LOCK)
                .execute(Member.Key.COLUMNS.arrays(keys))
                .map(rows -> Found.all(rows, Member::from));
    }

    public Future<Void> insertAll(List<Member> members) {
        return sql.preparedQuery(INSERT).execute(Member.COLUMNS.arrays(members)).mapEmpty();
    }

    Future<Void> insert(Member member) {
        return insertAll(List.of(member));
    }

    /** Returns the owners of the workspace, and the two users if they are members. */
    Future<List<Member>> concerned(UUID workspaceId, String actor, String userId) {
        return sql.preparedQuery(CONCERNED)
                .execute(Tuple.of(workspaceId, actor, userId))
                .map(rows -> Found.all(rows, Member::from));
    }

    Future<Boolean> hasAtLeast(int members, UUID workspaceId) {
        return sql.preparedQuery(HAS_AT_LEAST)
                .execute(Tuple.of(workspaceId, members))
                .map(rows -> Found.one(rows, row -> row.getBoolean(0)));
    }

    /** Returns true if a member of the workspace has this address, in whatever case. */
    public Future<Boolean> hasAddress(UUID workspaceId, String email) {
        return sql.preparedQuery(HAS_ADDRESS)
                .execute(Tuple.of(workspaceId, email))
                .map(rows -> Found.one(rows, row -> row.getBoolean(0)));
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
                .map(rows -> Found.below(rows, "user_id", Member::from));
    }

    /**
     * As {@link #page}, but only those for whom each word of the text begins a word of their id or name, whatever its case and
     * accents.
     */
    Future<Optional<List<Member>>> search(UUID workspaceId, String reader, String text, String after, int limit) {
        return sql.preparedQuery(SEARCH)
                .execute(Tuple.of(workspaceId, reader, after, limit, text))
                .map(rows -> Found.below(rows, "user_id", Member::from));
    }

    /** The member; empty when the reader is not in the workspace either. */
    public Future<Optional<Member>> find(UUID workspaceId, String reader, String userId) {
        return sql.preparedQuery(ONE)
                .execute(Tuple.of(workspaceId, reader, userId))
                .map(rows -> Found.first(rows, Member::from));
    }
}
