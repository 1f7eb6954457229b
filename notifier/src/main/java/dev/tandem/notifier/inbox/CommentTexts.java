package dev.tandem.notifier.inbox;

import dev.tandem.contracts.CommentDeleted;
import dev.tandem.contracts.CommentEdited;
import dev.tandem.contracts.CommentFact;
import dev.tandem.kit.retention.Rule;
import dev.tandem.kit.table.Columns;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.inbox.Inbox;
import dev.tandem.notifier.announcement.FactListener;
import dev.tandem.notifier.announcement.NoticeWording;
import dev.tandem.notifier.announcement.ReceivedEnd;
import dev.tandem.notifier.announcement.ReceivedFact;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps notifications of comments as the comments are: an edited one is quoted with its last text, and of a deleted one nothing is
 * left. Events of a comment may come in any order, so the last version of a changed one is remembered as long as another may come. A
 * mail that has not been sent says what the notification says.
 */
public final class CommentTexts implements FactListener {

    static final Rule RETENTION =
            Rule.byTime("changes of comments", Inbox.RETENTION, "changed_comment", "comment_id", "changed_at");

    /** @param excerpt null if it was deleted */
    private record Changed(
            UUID commentId,
            UUID taskId,
            long version,
            String title,
            @Nullable String excerpt,
            String authorId,
            Instant at) {

        static Changed of(ReceivedFact received) {
            CommentFact fact = (CommentFact) received.fact();
            return new Changed(
                    fact.commentId(),
                    fact.taskId(),
                    received.envelope().sequence(),
                    fact.title(),
                    fact instanceof CommentEdited edited ? edited.excerpt() : null,
                    fact instanceof CommentDeleted deleted
                            ? deleted.authorId()
                            : fact.by().userId(),
                    received.envelope().time());
        }
    }

    private static final Columns<Changed> CHANGED = Columns.<Changed>none()
            .id("comment_id", Changed::commentId)
            .id("task_id", Changed::taskId)
            .bigint("version", Changed::version)
            .text("title", Changed::title)
            .text("excerpt", Changed::excerpt)
            .text("author_id", Changed::authorId)
            .time("changed_at", Changed::at);

    /** A statement of its own: what was committed while it waited is seen only by the next one. */
    private static final String LOCK = """
            SELECT pg_advisory_xact_lock(comment)
            FROM (SELECT DISTINCT hashtextextended('comment ' || id, 0) AS comment FROM unnest($1::uuid[]) AS id ORDER BY 1) AS ordered
            """;

    private static final String REMEMBER = CHANGED.insertInto("changed_comment") + """

            ON CONFLICT (comment_id) DO UPDATE
            SET version = excluded.version, title = excluded.title, excerpt = excluded.excerpt, author_id = excluded.author_id,
                changed_at = excluded.changed_at
            WHERE changed_comment.version < excluded.version
            """;

    private static final String CONCERNED = """
            FROM changed_comment c
            WHERE n.task_id = ANY ($1::uuid[]) AND c.comment_id = ANY ($2::uuid[]) AND n.comment_id = c.comment_id
            """;

    private static final String REPLACE =
            """
            UPDATE notification n SET text = CASE n.concern WHEN 'MENTION' THEN %s ELSE %s END,
                arguments = n.arguments || jsonb_build_object('task', c.title, 'excerpt', c.excerpt)
            """.formatted(said(NoticeWording.COMMENT_MENTION), said(NoticeWording.COMMENT_ADDED)) + CONCERNED
                    + " AND c.excerpt IS NOT NULL";

    private static final String REMOVE =
            "DELETE " + CONCERNED.replace("FROM changed_comment c", "FROM notification n USING changed_comment c")
                    + " AND c.excerpt IS NULL";

    @Override
    public void hear(UnitOfWork work, List<ReceivedFact> facts, List<ReceivedEnd> ends) {
        List<ReceivedFact> ofComments = facts.stream()
                .filter(each -> each.fact() instanceof CommentFact)
                .toList();
        if (!ofComments.isEmpty()) {
            work.beforeCommit(tx -> keepUp(tx, ofComments));
        }
    }

    private static Future<?> keepUp(SqlConnection tx, List<ReceivedFact> facts) {
        UUID[] comments = ids(facts, CommentFact::commentId);
        Tuple concerned =
                Tuple.tuple().addArrayOfUUID(ids(facts, CommentFact::taskId)).addArrayOfUUID(comments);
        Collection<Changed> changed = latest(facts);
        return Future.join(List.of(
                tx.preparedQuery(LOCK).execute(Tuple.of(comments)),
                changed.isEmpty()
                        ? Future.succeededFuture()
                        : tx.preparedQuery(REMEMBER).execute(CHANGED.arrays(changed)),
                tx.preparedQuery(REPLACE).execute(concerned),
                tx.preparedQuery(REMOVE).execute(concerned)));
    }

    /** The sentence as an expression of SQL, with the last title and text of the comment. */
    private static String said(NoticeWording wording) {
        String pattern = wording.pattern()
                .replace("'", "''")
                .replace("{actor}", "' || coalesce(n.actor_name, n.actor_id) || '")
                .replace("{task}", "' || c.title || '")
                .replace("{excerpt}", "' || c.excerpt || '");
        return "'" + pattern + "'";
    }

    private static UUID[] ids(List<ReceivedFact> facts, Function<CommentFact, UUID> id) {
        return facts.stream().map(each -> id.apply((CommentFact) each.fact())).toArray(UUID[]::new);
    }

    /** In the order of ids, so that two transactions never deadlock. */
    private static Collection<Changed> latest(List<ReceivedFact> facts) {
        return facts.stream()
                .filter(each -> each.fact() instanceof CommentEdited || each.fact() instanceof CommentDeleted)
                .map(Changed::of)
                .collect(Collectors.toMap(
                        Changed::commentId,
                        Function.identity(),
                        BinaryOperator.maxBy(Comparator.comparingLong(Changed::version)),
                        TreeMap::new))
                .values();
    }
}
