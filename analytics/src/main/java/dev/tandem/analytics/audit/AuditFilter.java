package dev.tandem.analytics.audit;

import dev.tandem.kit.request.Query;
import dev.tandem.kit.table.Conditions;
import dev.tandem.kit.table.Times;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects facts of one workspace by actor, kind, object and time. Each criterion has an index that begins with it; several are tried
 * on the rows of the most selective one.
 *
 * @param from the first moment
 * @param to the moment after the last
 */
record AuditFilter(
        @Nullable String actorId,
        @Nullable String type,
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        @Nullable Instant from,
        @Nullable Instant to) {

    private static final int LONGEST_ID = 255;
    private static final int LONGEST_TYPE = 64;

    private static final List<String> PARAMETERS = List.of("actorId", "type", "projectId", "taskId", "from", "to");

    /** The names of the criteria, and others that the request may have. */
    static String[] parametersAnd(String... others) {
        return Stream.concat(PARAMETERS.stream(), Stream.of(others)).toArray(String[]::new);
    }

    /** Reads the criteria of a request that knows {@link #parametersAnd these} parameters. */
    static AuditFilter of(Query query) {
        return new AuditFilter(
                query.text("actorId", LONGEST_ID).orElse(null),
                query.text("type", LONGEST_TYPE).orElse(null),
                query.id("projectId").orElse(null),
                query.id("taskId").orElse(null),
                query.time("from").orElse(null),
                query.time("to").orElse(null));
    }

    void addTo(Conditions conditions) {
        conditions
                .and("actor_id = ?", actorId)
                .and("type = ?", type)
                .and("project_id = ?", projectId)
                .and("task_id = ?", taskId)
                .and("at >= ?", Times.optional(from))
                .and("at < ?", Times.optional(to));
    }
}
