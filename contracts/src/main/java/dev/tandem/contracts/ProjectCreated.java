package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A project was created. The envelope's sequence is 1, the project's first version.
 *
 * @param membershipVersion the workspace's membership version that the decision saw; a consumer that has all changes up to it
 *     knows every member
 */
public record ProjectCreated(
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String name,
        @Text(USER_ID) String leadId,
        Person createdBy,
        @Nullable @Text(TEMPLATE) String template,
        @Range(least = 1) long membershipVersion)
        implements ProjectFact {

    /** The template that builds nothing. */
    public static final String BLANK_TEMPLATE = "blank";

    public ProjectCreated {
        Shape.check(ProjectCreated.class, projectId, workspaceId, name, leadId, createdBy, template, membershipVersion);
    }

    /** Returns true if the project has a template that builds something. */
    public boolean hasStructure() {
        return template != null && !template.equals(BLANK_TEMPLATE);
    }
}
