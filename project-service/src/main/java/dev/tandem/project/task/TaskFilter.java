package dev.tandem.project.task;

import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/**
 * Selects tasks of a project.
 *
 * @param section only tasks in it
 * @param assignee only tasks assigned to this user
 * @param completed only completed tasks, or only open ones
 */
record TaskFilter(Optional<UUID> section, Optional<String> assignee, Optional<Boolean> completed) {

    /**
     * Returns the conditions, each preceded by AND. An unused condition is left out, so that each query finds its
     * index.
     *
     * @param values receives the values of the conditions, after those that it already has
     */
    String conditions(Tuple values) {
        StringBuilder conditions = new StringBuilder();
        section.ifPresent(id -> conditions.append(" AND section_id = ").append(place(values.addUUID(id))));
        assignee.ifPresent(id -> conditions.append(" AND assignee_id = ").append(place(values.addString(id))));
        completed.ifPresent(done -> conditions.append(" AND completed_at IS ").append(done ? "NOT NULL" : "NULL"));
        return conditions.toString();
    }

    private static String place(Tuple values) {
        return "$" + values.size();
    }
}
