package dev.tandem.notifier.inbox;

import static dev.tandem.notifier.Facts.aCause;
import static dev.tandem.notifier.Facts.aSentence;
import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.sentence.Message;
import dev.tandem.kit.sentence.Sentence;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.notifier.announcement.Actor;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.announcement.Concern;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NotificationStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123456Z");
    private static final UUID FIRST = new UUID(0, 0);
    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("notifications"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 2);

    private final NotificationStore store = new NotificationStore(POOL);
    private final UUID workspace = anId();
    private final String anna = "anna-" + anId();

    @BeforeAll
    static void tables() {
        Awaiting.get(Migrations.migrate(VERTX, DATABASE, Migration.of("notifier")));
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close());
    }

    @Test
    void what_is_read_is_not_unread() {
        annaIsIn(workspace);
        append(announcement("A"), announcement("B"));
        UUID first = page(false).get(0).id();
        markRead(new ReadRequest.Some(List.of(first)), NOW);

        assertThat(page(false)).extracting(Notification::text).containsExactly("B", "A");
        assertThat(page(false).get(0).readAt()).isEqualTo(NOW);
        assertThat(page(true)).extracting(Notification::text).containsExactly("A");
        assertThat(Awaiting.get(store.countUnread(anna, null))).isEqualTo(Map.of(workspace, 1L));
    }

    @Test
    void every_page_tells_the_newest_of_the_whole_inbox_if_its_owner_may_see_it() {
        annaIsIn(workspace);
        append(announcement("A"), announcement("B"));
        InboxPage first = Awaiting.get(store.page(anna, false, null, Cursors.NEWEST_FIRST.start(), 1));
        UUID below = first.notifications().get(0).id();
        markRead(new ReadRequest.All(), NOW);

        assertThat(first.newest())
                .isNotNull()
                .returns(workspace, InboxPage.Newest::workspaceId)
                .returns(NOW, InboxPage.Newest::at);
        InboxPage second = Awaiting.get(store.page(anna, false, null, below, 1));
        assertThat(second.notifications()).extracting(Notification::text).containsExactly("A");
        assertThat(second.newest()).isEqualTo(first.newest());
        InboxPage unread = Awaiting.get(store.page(anna, true, anId(), Cursors.NEWEST_FIRST.start(), 1));
        assertThat(unread).isEqualTo(new InboxPage(first.newest(), List.of()));
        assertThat(Awaiting.get(store.page("nobody-" + anId(), false, null, Cursors.NEWEST_FIRST.start(), 1))
                        .newest())
                .isNull();
    }

    @Test
    void what_was_read_before_keeps_its_time() {
        annaIsIn(workspace);
        append(announcement("A"), announcement("B"));
        markRead(new ReadRequest.UpTo(page(false).get(1).id()), NOW);
        markRead(new ReadRequest.All(), NOW.plusSeconds(1));

        assertThat(page(false)).extracting(Notification::readAt).containsExactly(NOW.plusSeconds(1), NOW);
    }

    @Test
    void everything_an_announcement_says_comes_back() {
        annaIsIn(workspace);
        UUID project = anId();
        UUID task = anId();
        append(
                new Announcement(
                        aCause(),
                        workspace,
                        project,
                        task,
                        Concern.NEWS,
                        "task.assigned",
                        new Sentence("T", new Message("task.assigned", new JsonObject().put("task", "Land"))),
                        new Actor("bob", "Bob"),
                        List.of(anna)),
                new Announcement(
                        aCause(),
                        workspace,
                        project,
                        null,
                        Concern.NEWS,
                        "project.setup-failed",
                        aSentence("S"),
                        null,
                        List.of(anna)));

        List<Notification> page = page(false);
        assertThat(page)
                .containsExactly(
                        new Notification(
                                page.get(0).id(),
                                workspace,
                                project,
                                null,
                                "project.setup-failed",
                                "S",
                                null,
                                NOW,
                                null,
                                aSentence("S").message()),
                        new Notification(
                                page.get(1).id(),
                                workspace,
                                project,
                                task,
                                "task.assigned",
                                "T",
                                new Actor("bob", "Bob"),
                                NOW,
                                null,
                                new Message("task.assigned", new JsonObject().put("task", "Land"))));
        assertThat(page.get(0).toJson().containsKey("actor")).isFalse();
        assertThat(page.get(1).toJson().getString("taskId")).isEqualTo(task.toString());
    }

    @Test
    void a_notification_of_an_earlier_version_is_only_a_sentence() {
        annaIsIn(workspace);
        append(announcement("A"));
        Awaiting.get(POOL.query(
                        "UPDATE notification SET message_key = NULL, arguments = NULL WHERE user_id = '" + anna + "'")
                .execute());

        JsonObject old = page(false).get(0).toJson();

        assertThat(old.getString("text")).isEqualTo("A");
        assertThat(old.containsKey("message")).isFalse();
    }

    @Test
    void what_was_written_before_is_not_written_again() {
        Announcement first = announcement("A");
        Announcement more = new Announcement(
                first.cause(),
                workspace,
                null,
                null,
                Concern.NEWS,
                "project.created",
                aSentence("A"),
                null,
                List.of(anna, "bob-" + anna));
        Announcement nobody = new Announcement(
                first.cause(), workspace, null, null, Concern.NEWS, "project.created", aSentence("A"), null, List.of());

        annaIsIn(workspace);
        isIn(workspace, "bob-" + anna);
        append(first, announcement("B"));
        append(more, first, nobody);
        append();

        assertThat(page(false)).extracting(Notification::text).containsExactly("B", "A");
        assertThat(newTo("bob-" + anna, FIRST)).containsExactly("A");
    }

    @Test
    void what_is_new_is_what_stands_behind_what_is_known_oldest_first() {
        annaIsIn(workspace);
        append(announcement("A"), announcement("B"), announcement("C"));
        UUID known = page(false).get(2).id();

        assertThat(newTo(anna, known)).containsExactly("B", "C");
        assertThat(Awaiting.get(store.after(List.of(asked(anna, FIRST), asked("x", FIRST), asked(anna, known)), 2)))
                .extracting(List::size)
                .containsExactly(2, 0, 2);
    }

    @Test
    void who_has_left_or_is_not_there_yet_has_nothing_new() {
        append(announcement("A"));
        assertThat(newTo(anna, FIRST)).isEmpty();
        annaIsIn(workspace);
        assertThat(newTo(anna, FIRST)).containsExactly("A");
    }

    private List<String> newTo(String user, UUID after) {
        return Awaiting.get(store.after(List.of(asked(user, after)), 10)).get(0).stream()
                .map(Notification::text)
                .toList();
    }

    private static NotificationStore.Asked asked(String user, UUID after) {
        return new NotificationStore.Asked(user, after);
    }

    @Test
    void who_is_not_in_the_workspace_sees_nothing_of_it() {
        append(announcement("A"));

        assertThat(page(false)).isEmpty();
        assertThat(page(true)).isEmpty();
        assertThat(Awaiting.get(store.countUnread(anna, null))).isEmpty();
    }

    @Test
    void each_page_walks_its_index_without_sorting() {
        assertThat(plan("")).contains("notification_of_user").doesNotContain("Sort");
        assertThat(plan("AND read_at IS NULL")).contains("notification_unread").doesNotContain("Sort");
    }

    @Test
    void what_is_about_one_project_is_found_without_reading_the_rest_of_the_inbox() {
        annaIsIn(workspace);
        UUID project = anId();
        append(about(project, "A"), about(project, "B"));
        for (int i = 0; i < 20; i++) {
            append(IntStream.range(0, 100).mapToObj(each -> about(anId(), "x")).toArray(Announcement[]::new));
        }
        Awaiting.get(POOL.query("ANALYZE notification, workspace_member").execute());

        assertThat(rowsReadBy(tx -> new NotificationStore(tx)
                        .page(anna, false, project, Cursors.NEWEST_FIRST.start(), 10)
                        .onSuccess(page -> assertThat(page.notifications())
                                .extracting(Notification::text)
                                .containsExactly("B", "A"))))
                .isLessThan(10);
        assertThat(rowsReadBy(tx -> new NotificationStore(tx).countUnread(anna, project)))
                .isLessThan(10);
    }

    private static long rowsReadBy(Function<SqlConnection, Future<?>> query) {
        return Awaiting.get(POOL.withTransaction(tx -> query.apply(tx)
                .compose(done -> tx.query(
                                "SELECT pg_stat_get_xact_tuples_fetched(oid)"
                                        + " + pg_stat_get_xact_tuples_returned(oid) FROM pg_class WHERE relname = 'notification'")
                        .execute())
                .map(rows -> rows.iterator().next().getLong(0))));
    }

    private Announcement about(UUID project, String text) {
        return new Announcement(
                aCause(),
                workspace,
                project,
                null,
                Concern.NEWS,
                "project.created",
                aSentence(text),
                new Actor("bob", null),
                List.of(anna));
    }

    private String plan(String condition) {
        return Awaiting.get(POOL.query("EXPLAIN SELECT * FROM notification n WHERE user_id = '" + anna
                        + "' AND id < '" + anId() + "' " + condition
                        + " AND EXISTS (SELECT FROM workspace_member m WHERE m.workspace_id = n.workspace_id"
                        + " AND m.user_id = n.user_id) ORDER BY id DESC LIMIT 50")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .reduce("", (all, line) -> all + line + "\n")));
    }

    private List<Notification> page(boolean unread) {
        return Awaiting.get(store.page(anna, unread, null, Cursors.NEWEST_FIRST.start(), 10))
                .notifications();
    }

    private static void append(Announcement... announcements) {
        Awaiting.get(new NotificationStore(POOL).append(List.of(announcements), NOW));
    }

    private void markRead(ReadRequest request, Instant at) {
        Awaiting.get(store.markRead(anna, request, at));
    }

    private void annaIsIn(UUID workspaceId) {
        isIn(workspaceId, anna);
    }

    private static void isIn(UUID workspaceId, String user) {
        Awaiting.get(POOL.query("INSERT INTO workspace_member (workspace_id, user_id, role) VALUES ('" + workspaceId
                        + "', '" + user + "', 'member')")
                .execute());
    }

    private Announcement announcement(String text) {
        return new Announcement(
                aCause(),
                workspace,
                null,
                null,
                Concern.NEWS,
                "project.created",
                aSentence(text),
                new Actor("bob", null),
                List.of(anna));
    }
}
