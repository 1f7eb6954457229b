package dev.tandem.project.summary;

import dev.tandem.project.project.Project;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

/**
 * A project with the counts of its contents and of its workspace's members.
 *
 * @param tasks all tasks
 * @param open tasks that are not done
 * @param overdue open tasks that were due before today
 * @param members members of the workspace
 */
record Summary(Project project, long tasks, long open, long overdue, long sections, long members) {

    static Summary from(Row row) {
        return new Summary(
                Project.from(row),
                row.getLong("tasks"),
                row.getLong("open"),
                row.getLong("overdue"),
                row.getLong("sections"),
                row.getLong("members"));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("project", project.toJson())
                .put(
                        "tasks",
                        new JsonObject()
                                .put("total", tasks)
                                .put("open", open)
                                .put("completed", tasks - open)
                                .put("overdue", overdue))
                .put("sections", sections)
                .put("members", members);
    }
}
