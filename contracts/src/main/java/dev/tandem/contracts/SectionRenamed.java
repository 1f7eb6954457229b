package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** A section was renamed. */
public record SectionRenamed(
        UUID sectionId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String name,
        @Text(NAME) String formerName,
        Person by)
        implements SectionFact {

    public SectionRenamed {
        Shape.check(SectionRenamed.class, sectionId, projectId, workspaceId, name, formerName, by);
    }
}
