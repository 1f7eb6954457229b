package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Delete a section, on behalf of the envelope's actor. Its tasks stay.
 *
 * @param expectedVersion the version that the sender has seen; refused when it is another
 * @param otherVersions further versions that are accepted
 * @param toSectionId the section of the project that gets its tasks; null to leave them in none
 */
public record DeleteSection(
        UUID sectionId,
        UUID projectId,
        UUID workspaceId,
        @Nullable @Range(least = 1) Long expectedVersion,
        @Nullable @Items(least = 1, most = VERSIONS) List<@Range(least = 1) Long> otherVersions,
        @Nullable UUID toSectionId)
        implements Command {

    public DeleteSection {
        Shape.check(
                DeleteSection.class, sectionId, projectId, workspaceId, expectedVersion, otherVersions, toSectionId);
        otherVersions = Shape.copy(otherVersions);
    }
}
