package dev.tandem.notifier.digest;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a digest at the moment of sending: the latest notifications of each project, the project with the latest
 * one first.
 *
 * @param total how many there are, listed or not
 */
public record Contents(long total, List<Group> groups) {

    /**
     * The notifications of one project, or those of none.
     *
     * @param projectId null for what is about no project
     * @param name null where it is not known
     * @param total how many there are, listed or not
     * @param items the latest first
     */
    public record Group(@Nullable UUID projectId, @Nullable String name, long total, List<Item> items) {}

    /** One notification. */
    public record Item(String text, @Nullable UUID taskId) {}

    /** @param rows ordered by project */
    static Contents of(Iterable<Row> rows) {
        Map<String, Group> groups = new LinkedHashMap<>();
        long total = 0;
        for (Row row : rows) {
            total = row.getLong("of_all");
            UUID project = row.getUUID("project_id");
            groups.computeIfAbsent(
                            String.valueOf(project),
                            key -> new Group(
                                    project, row.getString("name"), row.getLong("of_project"), new ArrayList<>()))
                    .items()
                    .add(new Item(row.getString("text"), row.getUUID("task_id")));
        }
        return new Contents(total, List.copyOf(groups.values()));
    }

    public boolean isEmpty() {
        return groups.isEmpty();
    }
}
