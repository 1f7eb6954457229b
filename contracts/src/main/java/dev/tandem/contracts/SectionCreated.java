package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A section was added to a project.
 *
 * @param rank its place among those of the project; absent in messages of earlier versions
 * @param reranked other sections of the project that got other ranks to make room; absent if there are none
 */
public record SectionCreated(
        UUID sectionId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String name,

        @Nullable @Matching(value = RANKS, longest = RANK, otherwise = "is not a rank")
        String rank,

        @Nullable @Items(least = 1, most = RERANKED) List<Ranked> reranked,
        Person by)
        implements SectionFact {

    public SectionCreated {
        Shape.check(SectionCreated.class, sectionId, projectId, workspaceId, name, rank, reranked, by);
        reranked = Shape.copy(reranked);
    }
}
