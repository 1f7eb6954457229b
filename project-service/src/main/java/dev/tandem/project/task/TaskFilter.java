package dev.tandem.project.task;

import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/**
 * Selects tasks of a project. An empty condition selects all.
 *
 * @param section only tasks in this section
 * @param assignee only tasks assigned to this user
 * @param completed true for completed tasks only, false for open ones only
 */
record TaskFilter(Optional<UUID> section, Optional<String> assignee, Optional<Boolean> completed) {

    /**
     * Returns the conditions in SQL, each preceded by {@code AND}. Leaves out an empty condition, so that PostgreSQL can use the
     * index for the others.
     *
     * @param values must hold the values of all earlier parameters; those of the conditions are appended
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
