package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The description of a task was changed or removed, or another property whose change has no event of its own.
 *
 * @param members names of the changed properties; null in messages of earlier versions, which report only the
 *     description
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
