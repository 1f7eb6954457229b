package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task was taken out of the trash.
 *
 * @param sectionId the section in which it is again; absent if it was in none, or if its section was deleted meanwhile
 * @param rank its place among those of the project
 * @param completed whether it is completed
 */
public record TaskRestored(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Nullable UUID sectionId,

        @Matching(value = RANKS, longest = RANK, otherwise = "is no rank")
        String rank,

        Boolean completed,
        @Nullable @Text(USER_ID) String assigneeId,
        @Text(USER_ID) String createdById,
        Person by)
        implements TaskFact {

    public TaskRestored {
        Shape.check(
                TaskRestored.class,
                taskId,
                projectId,
                workspaceId,
                title,
                sectionId,
                rank,
                completed,
                assigneeId,
                createdById,
                by);
    }
}
