package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** A section was added to a project. */
public record SectionCreated(
        UUID sectionId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String name,
        Person by) implements Fact {

    public SectionCreated {
        Shape.check(SectionCreated.class, sectionId, projectId, workspaceId, name, by);
    }
}
