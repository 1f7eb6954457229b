package dev.tandem.contracts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A project exists. The envelope's sequence is 1, the project's first version.
 *
 * @param membershipVersion the workspace's membership version that the decision saw: who knows it knows the team
 */
public record ProjectCreated(
        UUID projectId,
        UUID workspaceId,
        String name,
        String leadId,
        Person createdBy,
        @Nullable String template,
        long membershipVersion)
        implements ProjectFact {

    /** The template that builds nothing. */
    public static final String BLANK_TEMPLATE = "blank";

    public ProjectCreated {
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(name, Require.NAME, "name");
        Require.text(leadId, Require.USER_ID, "leadId");
        Require.present(createdBy, "createdBy");
        Require.optionalText(template, Require.TEMPLATE, "template");
        Require.between(1, membershipVersion, Long.MAX_VALUE, "membershipVersion");
    }

    /** Whether it has a template that has something to build. */
    public boolean hasStructure() {
        return template != null && !template.equals(BLANK_TEMPLATE);
    }
}
