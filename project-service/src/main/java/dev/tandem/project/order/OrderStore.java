package dev.tandem.project.order;

import dev.tandem.contracts.Ranked;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Reads and writes the ranks of a table whose lists are the projects. Writers must hold a lock on the project.
 *
 * @param table {@code task} or {@code section}
 */
public record OrderStore(SqlClient sql, String table) {

    public static final String TASKS = "task";
    public static final String SECTIONS = "section";

    private static final String IN_TRASH = "deleted_at IS NOT NULL";

    private static final String NEAR = """
            SELECT wanted.number, near.above, near.id, near.rank, near.hidden
            FROM unnest($1::uuid[], $2::uuid[], $3::text[]) WITH ORDINALITY AS wanted (project_id, neighbour, edge, number),
            LATERAL (
                SELECT coalesce((SELECT rank FROM %1$s WHERE id = wanted.neighbour AND project_id = wanted.project_id),
                    wanted.edge) COLLATE "C" AS rank OFFSET 0
            ) place,
            LATERAL (
                (SELECT true AS above, id, rank, %2$s AS hidden FROM %1$s
                 WHERE project_id = wanted.project_id AND rank >= place.rank ORDER BY rank LIMIT $4)
                UNION ALL
                (SELECT false, id, rank, %2$s FROM %1$s
                 WHERE project_id = wanted.project_id AND rank < place.rank ORDER BY rank DESC LIMIT $4)
            ) near
            """;

    private static final String LAST = """
            SELECT wanted.project_id, last.rank
            FROM unnest($1::uuid[]) AS wanted (project_id), LATERAL (
                SELECT rank FROM %s WHERE project_id = wanted.project_id ORDER BY rank DESC LIMIT 1
            ) last
            """;

    private static final String RERANK = """
            UPDATE %1$s SET rank = changed.rank, shifts = shifts + 1
            FROM unnest($1::uuid[], $2::text[]) AS changed (id, rank) WHERE %1$s.id = changed.id
            """;

    /** What is asked about one place in one project. */
    record Question(UUID project, Place place) {

        String edge() {
            return place.before() ? Order.START : Order.END;
        }
    }

    /** Reads so many items on each side of each place into the orders of their projects. */
    Future<Void> read(List<Question> questions, int reach, Map<UUID, Order> orders) {
        return sql.preparedQuery(NEAR.formatted(table, table.equals(TASKS) ? IN_TRASH : "false"))
                .execute(Tuple.of(
                        questions.stream().map(Question::project).toArray(UUID[]::new),
                        questions.stream().map(each -> each.place().neighbour()).toArray(UUID[]::new),
                        questions.stream()
                                .map(each -> each.place().neighbour() == null ? each.edge() : null)
                                .toArray(String[]::new),
                        reach))
                .map(rows -> {
                    Map<Integer, Part> parts = new HashMap<>();
                    rows.forEach(row -> parts.computeIfAbsent(row.getInteger("number") - 1, number -> new Part())
                            .add(row));
                    for (int i = 0; i < questions.size(); i++) {
                        Question question = questions.get(i);
                        Part part = parts.getOrDefault(i, new Part());
                        if (!part.isEmpty() || question.place().neighbour() == null) {
                            part.enter(Objects.requireNonNull(orders.get(question.project())), reach);
                        }
                    }
                    return null;
                });
    }

    /** Returns the rank of the last item of each project that has items. */
    public Future<Map<UUID, String>> last(List<UUID> projects) {
        return sql.preparedQuery(LAST.formatted(table))
                .execute(Tuple.of(projects.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, String> ranks = new HashMap<>();
                    rows.forEach(row -> ranks.put(row.getUUID("project_id"), row.getString("rank")));
                    return ranks;
                });
    }

    /** Writes other ranks of items that are otherwise unchanged. */
    public Future<Void> rerank(List<Ranked> reranked) {
        return sql.preparedQuery(RERANK.formatted(table))
                .execute(Tuple.tuple()
                        .addArrayOfUUID(reranked.stream().map(Ranked::id).toArray(UUID[]::new))
                        .addArrayOfString(reranked.stream().map(Ranked::rank).toArray(String[]::new)))
                .mapEmpty();
    }

    private static final class Part {

        private final List<Ranked> below = new ArrayList<>();
        private final List<Ranked> above = new ArrayList<>();
        private final List<UUID> hidden = new ArrayList<>();

        void add(Row row) {
            UUID id = row.getUUID("id");
            (row.getBoolean("above") ? above : below).add(new Ranked(id, row.getString("rank")));
            if (row.getBoolean("hidden")) {
                hidden.add(id);
            }
        }

        boolean isEmpty() {
            return below.isEmpty() && above.isEmpty();
        }

        void enter(Order order, int reach) {
            List<Ranked> all = new ArrayList<>(below);
            all.addAll(above);
            order.know(
                    below.size() < reach ? Order.START : below.get(reach - 1).rank(),
                    all,
                    above.size() < reach ? Order.END : above.get(reach - 1).rank());
            hidden.forEach(order::hide);
        }
    }
}
