package dev.tandem.notifier.digest;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import dev.tandem.notifier.preference.Schedule;
import dev.tandem.notifier.preference.TimingInForce;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs the statements of the tables {@code digest} and {@code digest_progress}. */
public record DigestStore(SqlClient sql) {

    private static final int ITEMS_OF_A_PROJECT = 10;
    private static final int ITEMS = 100;

    /**
     * Uses no time later than the database's, so that an instance whose clock is ahead covers nothing in the future. {@code
     * statement_timestamp()} is constant within the statement, so the index finds the due rows only.
     */
    static final String DUE = """
            SELECT user_id, covered_until, due_at > '-infinity' AS scheduled, least($1, statement_timestamp()) AS now
            FROM digest_progress WHERE due_at <= least($1, statement_timestamp()) ORDER BY due_at LIMIT $2
            FOR UPDATE SKIP LOCKED
            """;

    private static final String SCHEDULES =
            "SELECT user_id, %s FROM mail_schedule s WHERE user_id = ANY ($1::text[])".formatted(Schedule.COLUMNS);

    /** The condition for a digest to list the notification {@code n}: it is unread, wanted, and has no mail of its own. */
    private static final String LISTED = """
            n.read_at IS NULL AND %s <> 'off'
            AND NOT EXISTS (SELECT FROM delivery d
                            WHERE d.receiver = n.user_id AND d.event_id = n.event_id AND d.channel = 'mail'
                              AND d.state <> 'unwanted')
            """.formatted(TimingInForce.timing("n.concern"));

    private static final String SAID = TimingInForce.join("n.user_id", "n.project_id", "n.workspace_id", "n.concern");

    private static final String WITH_SOMETHING = """
            SELECT DISTINCT n.user_id, n.workspace_id, due.since_id
            FROM unnest($1::text[], $2::uuid[]) AS due (user_id, since_id)
            JOIN notification n ON n.user_id = due.user_id AND n.id >= due.since_id AND n.id < $3
            JOIN workspace_member m ON m.workspace_id = n.workspace_id AND m.user_id = n.user_id AND m.email IS NOT NULL
            %s WHERE %s
              AND NOT EXISTS (SELECT FROM mail_subscription t
                              WHERE t.user_id = n.user_id AND t.workspace_id = n.workspace_id
                                AND t.stopped_at IS NOT NULL)
            """.formatted(SAID, LISTED);

    private static final Columns<Digest> DIGEST = Columns.<Digest>none()
            .id("id", Digest::id)
            .text("user_id", Digest::user)
            .id("workspace_id", Digest::workspaceId)
            .id("since_id", Digest::sinceId)
            .id("before_id", Digest::beforeId);

    private static final String APPEND = DIGEST.insertInto("digest");

    private static final Columns<Progress.Next> NEXT = Columns.<Progress.Next>none()
            .text("user_id", Progress.Next::user)
            .time("covered_until", Progress.Next::coveredUntil)
            .time("due_at", Progress.Next::dueAt);

    private static final String ADVANCE = NEXT.update("digest_progress");

    /** Examines some members in the order of their keys; returns the last one examined. */
    private static final String ENROL = """
            WITH stretch AS (
                SELECT workspace_id, user_id FROM workspace_member WHERE (workspace_id, user_id) > ($1, $2)
                ORDER BY workspace_id, user_id LIMIT $4
            ), entered AS (
                INSERT INTO digest_progress (user_id, covered_until, due_at)
                SELECT DISTINCT user_id, $3::timestamptz, '-infinity'::timestamptz FROM stretch
                WHERE NOT EXISTS (SELECT FROM digest_progress p WHERE p.user_id = stretch.user_id)
                ORDER BY user_id ON CONFLICT (user_id) DO NOTHING
            )
            SELECT workspace_id, user_id FROM stretch ORDER BY workspace_id DESC, user_id DESC LIMIT 1
            """;

    /** Examines some people in the order of their ids; returns the last one examined. */
    private static final String FORGET = """
            WITH stretch AS (
                SELECT user_id FROM digest_progress WHERE user_id > $1 ORDER BY user_id LIMIT $2
            ), forgotten AS (
                DELETE FROM digest_progress p USING stretch
                WHERE p.user_id = stretch.user_id
                  AND NOT EXISTS (SELECT FROM workspace_member m WHERE m.user_id = stretch.user_id)
            )
            SELECT user_id FROM stretch ORDER BY user_id DESC LIMIT 1
            """;

    private static final String RESCHEDULE = "UPDATE digest_progress SET due_at = '-infinity' WHERE user_id = $1";

    private static final String FIND = "SELECT %s FROM digest WHERE id = $1".formatted(DIGEST.names());

    private static final String CONTENTS = """
            WITH item AS (
                SELECT n.id, n.project_id, n.task_id, n.text FROM notification n
                %s WHERE n.user_id = $1 AND n.workspace_id = $2 AND n.id >= $3 AND n.id < $4 AND %s
            ), placed AS (
                SELECT item.*, row_number() OVER of_one AS place, first_value(id) OVER of_one AS latest,
                       count(*) OVER (PARTITION BY project_id) AS of_project, count(*) OVER () AS of_all
                FROM item WINDOW of_one AS (PARTITION BY project_id ORDER BY id DESC)
            )
            SELECT placed.project_id, placed.task_id, placed.text, placed.of_project, placed.of_all, project_name.name
            FROM placed LEFT JOIN project_name ON project_name.project_id = placed.project_id
            WHERE placed.place <= %d ORDER BY placed.latest DESC, placed.id DESC LIMIT %d
            """.formatted(SAID, LISTED, ITEMS_OF_A_PROJECT, ITEMS);

    private static final String COVERING = """
            SELECT id FROM digest WHERE user_id = $1 AND workspace_id = $2 AND since_id <= $3 AND before_id > $3
            ORDER BY before_id LIMIT 1
            """;

    private static final String NEXT_OF = """
            SELECT covered_until, nullif(due_at, '-infinity') AS due_at FROM digest_progress WHERE user_id = $1
            """;

    /**
     * Locks some people whose digests are due, the longest waiting first, until the transaction ends. Skips people whom
     * another transaction has locked.
     */
    Future<List<Progress>> due(Instant now, int limit) {
        return sql.preparedQuery(DUE)
                .execute(Tuple.of(Times.utc(now), limit))
                .map(rows -> Found.all(rows, Progress::from));
    }

    /**
     * Returns the schedules of the people who have one. Call it after {@link #due}, which skips people who are just changing
     * theirs.
     */
    Future<Map<String, Schedule>> schedules(List<Progress> due) {
        return sql.preparedQuery(SCHEDULES)
                .execute(Tuple.of(due.stream().map(Progress::user).toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Schedule> schedules = new HashMap<>();
                    rows.forEach(row -> schedules.put(row.getString("user_id"), Schedule.from(row)));
                    return schedules;
                });
    }

    /** Returns a digest for each person and workspace with something to list. */
    Future<List<Digest>> withSomething(List<Progress> due, Instant oldest, Instant until) {
        Tuple values = Tuple.of(
                due.stream().map(Progress::user).toArray(String[]::new),
                due.stream()
                        .map(each -> Times.lowestId(each.coveredUntil().isAfter(oldest) ? each.coveredUntil() : oldest))
                        .toArray(UUID[]::new),
                Times.lowestId(until));
        return sql.preparedQuery(WITH_SOMETHING)
                .execute(values)
                .map(rows -> Found.all(
                        rows,
                        row -> new Digest(
                                UuidCreator.getTimeOrderedEpoch(),
                                row.getString("user_id"),
                                row.getUUID("workspace_id"),
                                row.getUUID("since_id"),
                                Times.lowestId(until))));
    }

    Future<Void> append(List<Digest> digests) {
        return sql.preparedQuery(APPEND).execute(DIGEST.arrays(digests)).mapEmpty();
    }

    Future<Void> advance(List<Progress.Next> next) {
        return sql.preparedQuery(ADVANCE).execute(NEXT.arrays(next)).mapEmpty();
    }

    /**
     * Examines some members and enrols the new ones, covered until the given moment; returns the last one examined.
     * Idempotent.
     */
    Future<Optional<Member>> enrol(Member after, Instant coveredUntil, int limit) {
        return sql.preparedQuery(ENROL)
                .execute(Tuple.of(after.workspaceId(), after.user(), Times.utc(coveredUntil), limit))
                .map(rows ->
                        Found.first(rows, row -> new Member(row.getUUID("workspace_id"), row.getString("user_id"))));
    }

    record Member(UUID workspaceId, String user) {

        static final Member BEFORE_ALL = new Member(new UUID(0, 0), "");
    }

    /**
     * Examines some people and removes those who are members of nothing any more; returns the last one examined. Idempotent.
     */
    Future<Optional<String>> forget(String after, int limit) {
        return sql.preparedQuery(FORGET)
                .execute(Tuple.of(after, limit))
                .map(rows -> Found.first(rows, row -> row.getString("user_id")));
    }

    /** Makes the planner compute the time of a person's next digest anew. Idempotent. */
    public Future<Void> reschedule(String user) {
        return sql.preparedQuery(RESCHEDULE).execute(Tuple.of(user)).mapEmpty();
    }

    /** Returns the digest of a delivery; empty if the digest is no longer kept. */
    public Future<Optional<Digest>> find(UUID id) {
        return sql.preparedQuery(FIND)
                .execute(Tuple.of(id))
                .map(rows -> Found.first(
                        rows,
                        row -> new Digest(
                                row.getUUID("id"),
                                row.getString("user_id"),
                                row.getUUID("workspace_id"),
                                row.getUUID("since_id"),
                                row.getUUID("before_id"))));
    }

    /** Returns what the digest would list now. */
    public Future<Contents> contents(Digest digest) {
        return sql.preparedQuery(CONTENTS)
                .execute(Tuple.of(digest.user(), digest.workspaceId(), digest.sinceId(), digest.beforeId()))
                .map(Contents::of);
    }

    /** Returns the digest that covers a notification, if there is one already. */
    public Future<Optional<UUID>> covering(String user, UUID workspaceId, UUID notification) {
        return sql.preparedQuery(COVERING)
                .execute(Tuple.of(user, workspaceId, notification))
                .map(rows -> Found.first(rows, row -> row.getUUID("id")));
    }

    /**
     * The next digest of a person.
     *
     * @param since the beginning of the time that the digest covers
     * @param at when it is due; null if that has yet to be computed
     */
    public record Coming(Instant since, @Nullable Instant at) {}

    /** Returns the next digest of a person; empty for a person who is not enrolled yet. */
    public Future<Optional<Coming>> coming(String user) {
        return sql.preparedQuery(NEXT_OF)
                .execute(Tuple.of(user))
                .map(rows -> Found.first(
                        rows, row -> new Coming(Times.in(row, "covered_until"), Times.optionalIn(row, "due_at"))));
    }
}
