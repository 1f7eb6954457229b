package dev.tandem.kit.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ColumnsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Pool POOL =
            Databases.pool(VERTX, URI.create(SharedBackends.get().postgres().uri("columns")), "test", 1);

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final Thing FULL =
            new Thing(new UUID(0, 1), new Said("Land", LocalDate.of(2026, 7, 20), AT), 7L, 3, true);
    private static final Thing BARE = new Thing(new UUID(0, 2), new Said("Fly", null, null), 1L, 0, false);

    private record Said(
            String title,
            @Nullable LocalDate dueOn,
            @Nullable Instant completedAt) {}

    private record Thing(UUID id, Said said, long version, int count, boolean built) {

        static Thing from(Row row) {
            return new Thing(
                    row.getUUID("id"),
                    new Said(row.getString("title"), row.getLocalDate("due_on"), Times.optionalIn(row, "completed_at")),
                    row.getLong("version"),
                    row.getInteger("comment_count"),
                    row.getBoolean("built"));
        }
    }

    private static final Columns<Said> SAID = Columns.<Said>none()
            .text("title", Said::title)
            .day("due_on", Said::dueOn)
            .time("completed_at", Said::completedAt);

    private static final Columns<Thing> CHANGING =
            Columns.<Thing>none().id("id", Thing::id).all(SAID, Thing::said).bigint("version", Thing::version);

    private static final Columns<Thing> ALL =
            CHANGING.integer("comment_count", Thing::count).flag("built", Thing::built);

    @BeforeEach
    void aTable() {
        run("DROP TABLE IF EXISTS thing", Tuple.tuple());
        run(
                "CREATE TABLE thing (id uuid PRIMARY KEY, title text, due_on date, completed_at timestamptz,"
                        + " version bigint, comment_count integer, built boolean)",
                Tuple.tuple());
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close());
    }

    @Test
    void rows_come_back_as_they_were_written_in_one_statement() {
        run(ALL.insertInto("thing"), ALL.arrays(List.of(FULL, BARE)));

        assertThat(things()).containsExactly(FULL, BARE);
    }

    @Test
    void an_update_finds_rows_by_the_first_column_and_writes_the_others_of_the_list() {
        run(ALL.insertInto("thing"), ALL.arrays(List.of(FULL, BARE)));
        Thing changed = new Thing(BARE.id(), new Said("Fly high", LocalDate.of(2026, 1, 1), AT), 2L, 99, true);

        run(CHANGING.update("thing"), CHANGING.arrays(List.of(changed)));

        assertThat(things()).containsExactly(FULL, new Thing(BARE.id(), changed.said(), 2L, 0, false));
    }

    @Test
    void a_page_below_something_tells_an_empty_one_from_none() {
        assertThat(Found.below(run("SELECT id FROM thing", Tuple.tuple()), Thing::from))
                .isEmpty();
        assertThat(Found.below(run("SELECT NULL::uuid AS id", Tuple.tuple()), Thing::from))
                .hasValueSatisfying(page -> assertThat(page).isEmpty());
        assertThat(Found.first(run("SELECT 7::bigint UNION ALL SELECT 8", Tuple.tuple()), row -> row.getLong(0)))
                .contains(7L);
    }

    @Test
    void clients_see_the_columns_in_camel_case() {
        assertThat(new JsonObject(ALL.toJson(FULL).encode()).getMap())
                .isEqualTo(Map.of(
                        "id",
                        FULL.id().toString(),
                        "title",
                        "Land",
                        "dueOn",
                        "2026-07-20",
                        "completedAt",
                        "2026-03-01T12:00:00.000001Z",
                        "version",
                        7,
                        "commentCount",
                        3,
                        "built",
                        true));
        assertThat(ALL.toJson(BARE).getMap()).containsEntry("dueOn", null);
    }

    @Test
    void members_that_differ_are_named() {
        Thing changed = new Thing(BARE.id(), new Said(BARE.said().title(), LocalDate.of(2026, 1, 1), AT), 2L, 0, false);
        assertThat(ALL.changed(BARE, changed)).containsExactly("dueOn", "completedAt", "version");
        assertThat(ALL.changed(FULL, FULL)).isEmpty();
    }

    @Test
    void columns_are_read_of_the_table_that_is_meant() {
        assertThat(CHANGING.names()).isEqualTo("id, title, due_on, completed_at, version");
        assertThat(CHANGING.namesIn("t")).isEqualTo("t.id, t.title, t.due_on, t.completed_at, t.version");
    }

    private static List<Thing> things() {
        return Found.all(run("SELECT " + ALL.namesIn("t") + " FROM thing t ORDER BY id", Tuple.tuple()), Thing::from);
    }

    private static RowSet<Row> run(String statement, Tuple values) {
        return Awaiting.get(POOL.preparedQuery(statement).execute(values));
    }
}
