package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task was added to a project.
 *
 * @param rank its place among those of the project; absent in messages of earlier versions
 * @param reranked other tasks of the project that got other ranks to make room; absent if there are none
 */
public record TaskCreated(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Nullable UUID sectionId,
        @Nullable @Text(USER_ID) String assigneeId,
        @Nullable @Day String dueOn,

        @Nullable @Matching(value = RANKS, longest = RANK, otherwise = "is not a rank")
        String rank,

        @Nullable @Items(least = 1, most = RERANKED) List<Ranked> reranked,
        Person by)
        implements TaskFact {

    public TaskCreated {
        Shape.check(
                TaskCreated.class,
                taskId,
                projectId,
                workspaceId,
                title,
                sectionId,
                assigneeId,
                dueOn,
                rank,
                reranked,
                by);
        reranked = Shape.copy(reranked);
    }
}
