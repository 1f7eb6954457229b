package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is written about a task has changed: its description, or another member whose change has no event of its own.
 *
 * @param members names of the changed members of the task; null in messages of earlier versions, which say so only of
 *     the description
 */
public record TaskDescribed(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Nullable @Items(least = 1, most = MEMBERS) List<@Text(MEMBER) String> members,
        Person by)
        implements TaskFact {

    public TaskDescribed {
        Shape.check(TaskDescribed.class, taskId, projectId, workspaceId, title, members, by);
        members = Shape.copy(members);
    }
}
