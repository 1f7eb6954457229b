package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A section got another place among those of its project.
 *
 * @param reranked other sections of the project that got other ranks to make room; absent if there are none
 */
public record SectionReordered(
        UUID sectionId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String name,

        @Matching(value = RANKS, longest = RANK, otherwise = "is not a rank")
        String rank,

        @Nullable @Items(least = 1, most = RERANKED) List<Ranked> reranked,
        Person by)
        implements SectionFact {

    public SectionReordered {
        Shape.check(SectionReordered.class, sectionId, projectId, workspaceId, name, rank, reranked, by);
        reranked = Shape.copy(reranked);
    }
}
