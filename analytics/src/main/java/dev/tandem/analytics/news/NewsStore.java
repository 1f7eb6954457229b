package dev.tandem.analytics.news;

import dev.tandem.kit.table.Found;
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

/** Reads the newest facts of the chains. Rows of a chain become visible in the order of their numbers. */
record NewsStore(SqlClient sql) {

    /** Links of a chain that are looked at for one question; fewer if the chain ends. */
    static final int LINKS = 64;

    private static final String HEAD = "SELECT no FROM chain_head($1)";

    /**
     * The last link looked at is always among the rows. Whoever asks has read everything that is older than two hours. The fact before
     * one about a task is found by its version; that before another one only if it is among the 200 links before. Facts about members
     * wait for none, because their sequence counts the changes of all.
     */
    private static final String AFTER = """
            SELECT asked.place, link.*, CASE
                WHEN NOT link.concerns THEN NULL
                WHEN link.sequence <= 1 OR link.type LIKE 'member.%%' THEN 0
                WHEN link.type LIKE 'task.%%' THEN place_before(link.task_id, link.sequence, link.project_id)
                ELSE (
                    SELECT max(b.no) FROM (
                        SELECT no, type, sequence, project_id, data FROM fact
                        WHERE workspace_id = link.workspace_id AND no < link.no AND archived_at > now() - interval '40 days'
                        ORDER BY no DESC LIMIT 200
                    ) AS b
                    WHERE b.sequence = link.sequence - 1 AND b.project_id IS NOT DISTINCT FROM link.project_id
                      AND split_part(b.type, '.', 1) = split_part(link.type, '.', 1)
                      AND (b.type NOT LIKE 'section.%%' OR b.data ->> 'sectionId' = link.data ->> 'sectionId')
                      AND (b.type NOT LIKE 'comment.%%' OR b.data ->> 'commentId' = link.data ->> 'commentId'))
                END AS before
            FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) WITH ORDINALITY AS asked (workspace_id, project_id, after, place),
            LATERAL (
                SELECT *, max(no) OVER () AS last, count(*) OVER () AS links,
                       coalesce(project_id = asked.project_id, type LIKE 'member.%%') AS concerns
                FROM (
                    SELECT workspace_id, no, event_id, at, type, sequence, project_id, task_id, actor_id, operation_id, people, data
                    FROM fact
                    WHERE workspace_id = asked.workspace_id AND no > asked.after AND archived_at > now() - interval '2 hours'
                    ORDER BY no LIMIT %1$d
                ) AS next
            ) AS link
            WHERE link.concerns OR link.no = link.last
            ORDER BY asked.place, link.no
            """.formatted(LINKS);

    /** @param after the place in the chain from which on it is asked */
    record Asked(UUID workspaceId, UUID projectId, long after) {}

    /**
     * @param place everything up to there has been looked at
     * @param more whether there may be more
     */
    record Page(List<News> news, long place, boolean more) {}

    /** The number of the last fact of the workspace; 0 if there is none. */
    Future<Long> head(UUID workspaceId) {
        return sql.preparedQuery(HEAD)
                .execute(Tuple.of(workspaceId))
                .map(rows -> Found.one(rows, row -> row.getLong("no")));
    }

    /** The facts of each project, and those about members of its workspace, after a place; what many ask is read once. */
    Future<List<Page>> after(List<Asked> asked) {
        List<Asked> distinct = asked.stream().distinct().toList();
        return distinctAfter(distinct).map(pages -> {
            Map<Asked, Page> found = new HashMap<>();
            for (int i = 0; i < distinct.size(); i++) {
                found.put(distinct.get(i), pages.get(i));
            }
            return asked.stream()
                    .map(each -> Objects.requireNonNull(found.get(each)))
                    .toList();
        });
    }

    private Future<List<Page>> distinctAfter(List<Asked> asked) {
        return sql.preparedQuery(AFTER)
                .execute(Tuple.of(
                        asked.stream().map(Asked::workspaceId).toArray(UUID[]::new),
                        asked.stream().map(Asked::projectId).toArray(UUID[]::new),
                        asked.stream().map(Asked::after).toArray(Long[]::new)))
                .map(rows -> {
                    List<List<Row>> own = new ArrayList<>();
                    asked.forEach(each -> own.add(new ArrayList<>()));
                    rows.forEach(
                            row -> own.get((int) (row.getLong("place") - 1)).add(row));
                    List<Page> pages = new ArrayList<>();
                    for (int i = 0; i < asked.size(); i++) {
                        pages.add(page(own.get(i), asked.get(i).after()));
                    }
                    return pages;
                });
    }

    private static Page page(List<Row> rows, long after) {
        if (rows.isEmpty()) {
            return new Page(List.of(), after, false);
        }
        return new Page(
                rows.stream()
                        .filter(row -> row.getBoolean("concerns"))
                        .map(News::from)
                        .toList(),
                rows.get(0).getLong("last"),
                rows.get(0).getLong("links") == LINKS);
    }
}
