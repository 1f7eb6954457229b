package dev.tandem.project.permission;

import dev.tandem.kit.auth.Questions;
import dev.tandem.project.permission.Question.Place;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the current grants of many users in one statement. */
record GrantStore(SqlClient sql) {

    /** Each question has exactly one id; a question about a deleted project finds no workspace. */
    private static final String ALL = """
            SELECT asked.place, m.workspace_id, p.id AS project_id, m.role
            FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[])
                WITH ORDINALITY AS asked (user_id, workspace_id, project_id, task_id, place)
            LEFT JOIN task t ON t.id = asked.task_id
            LEFT JOIN project p ON p.id = coalesce(t.project_id, asked.project_id) AND p.deleted_at IS NULL
            JOIN member m ON m.workspace_id = coalesce(p.workspace_id, asked.workspace_id)
                AND m.user_id = asked.user_id
            """;

    /**
     * Returns grants by the index of their question; no grant for what does not exist or is not visible to the user.
     */
    Future<Map<Integer, Grant>> all(List<Questions.Asked<Question>> asked) {
        return sql.preparedQuery(ALL)
                .execute(Tuple.tuple()
                        .addArrayOfString(asked.stream()
                                .map(each -> each.caller().userId())
                                .toArray(String[]::new))
                        .addArrayOfUUID(ids(asked, Place.WORKSPACE))
                        .addArrayOfUUID(ids(asked, Place.PROJECT))
                        .addArrayOfUUID(ids(asked, Place.TASK)))
                .map(rows -> {
                    Map<Integer, Grant> grants = new HashMap<>();
                    for (Row row : rows) {
                        grants.put(row.getInteger("place") - 1, Grant.from(row));
                    }
                    return grants;
                });
    }

    private static UUID[] ids(List<Questions.Asked<Question>> asked, Place place) {
        return asked.stream().map(each -> each.question().idOf(place)).toArray(UUID[]::new);
    }
}
