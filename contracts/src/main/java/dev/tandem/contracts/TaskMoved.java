package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task was moved to another section, or to none, where it has another rank too.
 *
 * @param rank its place among those of the project; absent in messages of earlier versions
 * @param reranked other tasks of the project that got other ranks to make room; absent if there are none
 */
public record TaskMoved(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,
        @Nullable UUID sectionId,
        @Nullable @Text(NAME) String sectionName,

        @Nullable @Matching(value = RANKS, longest = RANK, otherwise = "is not a rank")
        String rank,

        @Nullable @Items(least = 1, most = RERANKED) List<Ranked> reranked,
        Person by)
        implements TaskFact {

    public TaskMoved {
        Shape.check(TaskMoved.class, taskId, projectId, workspaceId, title, sectionId, sectionName, rank, reranked, by);
        reranked = Shape.copy(reranked);
    }
}
