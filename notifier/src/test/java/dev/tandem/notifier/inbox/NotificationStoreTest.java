package dev.tandem.notifier.inbox;

import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NotificationStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123456Z");
    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("notifications"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 2);

    private final NotificationStore store = NotificationStore.in(POOL);
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
        Awaiting.get(store.append(List.of(announcement("A"), announcement("B")), NOW));
        UUID first = page(false).get(0).id();
        Awaiting.get(POOL.query("UPDATE notification SET read_at = now() WHERE id = '" + first + "'")
                .execute());

        assertThat(page(false)).extracting(Notification::text).containsExactly("B", "A");
        assertThat(page(false).get(0).readAt()).isNotNull();
        assertThat(page(true)).extracting(Notification::text).containsExactly("A");
        assertThat(Awaiting.get(store.countUnread(anna))).isEqualTo(1);
    }

    @Test
    void who_is_not_in_the_workspace_sees_nothing_of_it() {
        Awaiting.get(store.append(List.of(announcement("A")), NOW));

        assertThat(page(false)).isEmpty();
        assertThat(page(true)).isEmpty();
        assertThat(Awaiting.get(store.countUnread(anna))).isZero();
    }

    @Test
    void each_page_walks_its_index_without_sorting() {
        assertThat(plan("")).contains("notification_of_user").doesNotContain("Sort");
        assertThat(plan("AND read_at IS NULL")).contains("notification_unread").doesNotContain("Sort");
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
        return Awaiting.get(store.page(anna, unread, Cursors.NEWEST_FIRST.start(), 10));
    }

    private void annaIsIn(UUID workspaceId) {
        Awaiting.get(POOL.query("INSERT INTO workspace_member (workspace_id, user_id, role) VALUES ('" + workspaceId
                        + "', '" + anna + "', 'member')")
                .execute());
    }

    private Announcement announcement(String text) {
        return new Announcement(
                anId(), workspace, null, "project.created", text, new Actor("bob", null), List.of(anna));
    }
}
