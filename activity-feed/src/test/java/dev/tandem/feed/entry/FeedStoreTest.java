package dev.tandem.feed.entry;

import static dev.tandem.feed.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.feed.reading.EntryJson;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.request.Position;
import dev.tandem.kit.sentence.Message;
import dev.tandem.kit.table.Times;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FeedStoreTest {

    private static final Message MESSAGE = new Message("project.created", new JsonObject().put("project", "Apollo"));
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123456Z");
    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("feed_store"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 2);

    private final FeedStore store = new FeedStore(POOL);
    private final UUID workspace = anId();
    private final UUID project = anId();
    private final UUID task = anId();

    @BeforeAll
    static void tables() {
        Awaiting.get(Migrations.migrate(VERTX, DATABASE, Migration.of("activity-feed")));
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close());
    }

    @Test
    void entries_come_back_as_they_were_appended_newest_first() {
        FeedEntry first = new FeedEntry(
                anId(),
                workspace,
                null,
                null,
                NOW,
                "member.removed",
                null,
                new Topic("member", "bob", null),
                "gone",
                MESSAGE,
                null);
        FeedEntry second = entry(NOW.plusNanos(1_000));
        Awaiting.get(store.append(List.of(first, second)));

        assertThat(Awaiting.get(store.ofWorkspace(workspace, Position.TOP, 10)).entries())
                .containsExactly(second, first);
        assertThat(Awaiting.get(store.ofProject(workspace, project, Position.TOP, 10))
                        .entries())
                .containsExactly(second);
    }

    @Test
    void an_entry_of_an_earlier_version_is_only_a_sentence() {
        Awaiting.get(store.append(List.of(entry(NOW))));
        Awaiting.get(
                POOL.preparedQuery("UPDATE feed_entry SET message_key = NULL, arguments = NULL WHERE workspace_id = $1")
                        .execute(Tuple.of(workspace)));

        FeedEntry old = Awaiting.get(store.ofWorkspace(workspace, Position.TOP, 10))
                .entries()
                .get(0);

        assertThat(EntryJson.of(old).getString("summary")).isEqualTo("Anna created the project Apollo");
        assertThat(EntryJson.of(old).containsKey("message")).isFalse();
    }

    @Test
    void appending_again_changes_nothing() {
        FeedEntry entry = entry(NOW);
        Awaiting.get(store.append(List.of(entry)));
        FeedEntry other = entry(NOW);
        Awaiting.get(store.append(List.of(entry, other)));

        assertThat(Awaiting.get(store.ofWorkspace(workspace, Position.TOP, 10)).entries())
                .containsExactlyInAnyOrder(entry, other);
    }

    @Test
    void a_page_begins_below_its_position_even_among_entries_of_one_instant() {
        FeedEntry a = entry(NOW);
        FeedEntry b = entry(NOW);
        Awaiting.get(store.append(List.of(a, b)));
        List<FeedEntry> whole = Awaiting.get(store.ofProject(workspace, project, Position.TOP, 10))
                .entries();

        assertThat(Awaiting.get(store.ofProject(workspace, project, whole.get(0).position(), 10))
                        .entries())
                .containsExactly(whole.get(1));
        assertThat(Awaiting.get(store.ofProject(workspace, project, whole.get(1).position(), 10))
                        .entries())
                .isEmpty();
    }

    @Test
    void a_project_is_read_within_its_workspace_only() {
        Awaiting.get(store.append(List.of(entry(NOW))));

        assertThat(Awaiting.get(store.ofProject(anId(), project, Position.TOP, 10))
                        .entries())
                .isEmpty();
    }

    @Test
    void every_page_tells_the_newest_entry_of_its_feed() {
        FeedEntry older = entry(NOW);
        FeedEntry newer = entry(NOW.plusNanos(1_000));
        FeedEntry elsewhere = new FeedEntry(
                anId(),
                workspace,
                null,
                null,
                NOW.plusSeconds(1),
                "member.removed",
                null,
                new Topic("member", "bob", null),
                "gone",
                MESSAGE,
                null);
        Awaiting.get(store.append(List.of(older, newer, elsewhere)));

        FeedPage first = Awaiting.get(store.ofProject(workspace, project, Position.TOP, 1));
        FeedPage second = Awaiting.get(store.ofProject(workspace, project, newer.position(), 1));
        FeedPage third = Awaiting.get(store.ofProject(workspace, project, older.position(), 1));
        assertThat(List.of(first, second, third)).extracting(FeedPage::newest).containsOnly(newer);
        assertThat(first.entries()).containsExactly(newer);
        assertThat(second.entries()).containsExactly(older);
        assertThat(third.entries()).isEmpty();
        assertThat(Awaiting.get(store.ofWorkspace(workspace, newer.position(), 1))
                        .newest())
                .isEqualTo(elsewhere);
        assertThat(Awaiting.get(store.ofWorkspace(anId(), Position.TOP, 1)).newest())
                .isNull();
    }

    @Test
    void each_query_walks_its_index_without_sorting_more_than_it_returns() {
        Tuple page = Tuple.of(Times.utc(NOW), anId(), 50, workspace);
        walks(plan(FeedStore.OF_WORKSPACE, page), "feed_entry_of_workspace");
        walks(plan(FeedStore.OF_PROJECT, page.addUUID(project)), "feed_entry_of_project");
    }

    /** Twice, and only what has been limited is sorted. */
    private static void walks(List<String> plan, String index) {
        assertThat(plan)
                .filteredOn(line -> line.contains("Index Scan using " + index))
                .hasSize(2);
        assertThat(plan).filteredOn(line -> line.contains("->  Limit")).hasSize(2);
        assertThat(plan)
                .filteredOn(line -> line.contains("Sort  ("))
                .singleElement()
                .satisfies(sort -> assertThat(plan.indexOf(sort)).isZero());
    }

    private static List<String> plan(String statement, Tuple values) {
        return Awaiting.get(POOL.withTransaction(tx -> tx.query("SET LOCAL enable_seqscan = off")
                .execute()
                .compose(set -> tx.preparedQuery("EXPLAIN " + statement).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList())));
    }

    private FeedEntry entry(Instant at) {
        return new FeedEntry(
                anId(),
                workspace,
                project,
                task,
                at,
                "project.created",
                new Actor("anna", "Anna"),
                new Topic("project", project.toString(), "Apollo"),
                "Anna created the project Apollo",
                MESSAGE,
                null);
    }
}
