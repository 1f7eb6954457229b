package dev.tandem.project.task;

import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/**
 * Selects tasks of a project.
 *
 * @param section only those in it
 * @param assignee only those that this user is to do
 * @param completed only those that are done, or only those that are not
 */
record TaskFilter(Optional<UUID> section, Optional<String> assignee, Optional<Boolean> completed) {

    /**
     * The conditions, each with AND before it. A condition that is not asked for is not there, so that each finds its
     * index.
     *
     * @param values gets the values of the conditions, after those that it has
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
