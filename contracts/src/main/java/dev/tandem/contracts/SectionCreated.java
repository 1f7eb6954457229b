package dev.tandem.contracts;

import java.util.UUID;

/** A project has one more section. */
public record SectionCreated(UUID sectionId, UUID projectId, UUID workspaceId, String name, Person by) implements Fact {

    public SectionCreated {
        Require.present(sectionId, "sectionId");
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
        Require.present(by, "by");
    }
}
