package dev.tandem.contracts;

import java.util.UUID;

/** The default structure of a project is to be built once more. */
public record ProjectSetupRequested(UUID projectId, UUID workspaceId, String name, String template, Person by)
        implements ProjectFact {

    public ProjectSetupRequested {
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
        Require.text(template, Require.TEMPLATE, "template");
        Require.present(by, "by");
    }
}
