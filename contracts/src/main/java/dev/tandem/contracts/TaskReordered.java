package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task got another place among those of its project, and stayed in its section.
 *
 * @param reranked other tasks of the project that got other ranks to make room; absent if there are none
 */
public record TaskReordered(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String title,

        @Matching(value = RANKS, longest = RANK, otherwise = "is not a rank")
        String rank,

        @Nullable @Items(least = 1, most = RERANKED) List<Ranked> reranked,
        Person by)
        implements TaskFact {

    public TaskReordered {
        Shape.check(TaskReordered.class, taskId, projectId, workspaceId, title, rank, reranked, by);
        reranked = Shape.copy(reranked);
    }
}
