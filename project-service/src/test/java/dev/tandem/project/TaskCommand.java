package dev.tandem.project;

import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.CreateTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds task commands from only the members that matter to a test, by their names in messages. */
public final class TaskCommand {

    private final Map<String, Object> members = new HashMap<>();

    private TaskCommand(UUID task, UUID project, UUID workspace) {
        with("taskId", task)
                .with("projectId", project)
                .with("workspaceId", workspace)
                .clearing();
    }

    public static TaskCommand about(UUID task, UUID project, UUID workspace) {
        return new TaskCommand(task, project, workspace);
    }

    /** Adds a member with that value; ignores null. */
    public TaskCommand with(String member, @Nullable Object value) {
        if (value != null) {
            members.put(member, value);
        }
        return this;
    }

    public TaskCommand clearing(String... cleared) {
        return with("clear", List.of(cleared));
    }

    public CreateTask create(String title) {
        return with("title", title).create();
    }

    /** With the title among the members. */
    public CreateTask create() {
        return Contracts.mapper().convertValue(members, CreateTask.class);
    }

    public ChangeTask change() {
        return Contracts.mapper().convertValue(members, ChangeTask.class);
    }
}
