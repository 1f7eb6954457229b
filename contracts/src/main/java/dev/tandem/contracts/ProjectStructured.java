package dev.tandem.contracts;

import java.util.UUID;

/**
 * The default structure of a project stands.
 *
 * @param sections how many were built
 * @param tasks how many were built
 */
public record ProjectStructured(UUID projectId, UUID workspaceId, String name, String template, int sections, int tasks)
        implements ProjectFact {

    public ProjectStructured {
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
        Require.text(template, Require.TEMPLATE, "template");
        Require.between(1, sections, Integer.MAX_VALUE, "sections");
        Require.between(1, tasks, Integer.MAX_VALUE, "tasks");
    }
}
