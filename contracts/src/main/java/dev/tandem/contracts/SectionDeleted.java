package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A section was deleted. Its tasks are in another section from now on, or in none; no other event tells of that.
 *
 * @param toSectionId the section that its tasks moved to; absent if they are in none
 */
public record SectionDeleted(
        UUID sectionId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String name,
        @Nullable UUID toSectionId,
        @Nullable @Text(NAME) String toSectionName,
        Person by)
        implements SectionFact {

    public SectionDeleted {
        Shape.check(SectionDeleted.class, sectionId, projectId, workspaceId, name, toSectionId, toSectionName, by);
    }
}
