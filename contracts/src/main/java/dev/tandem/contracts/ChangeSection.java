package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rename a section or give it another place, on behalf of the envelope's actor.
 *
 * @param expectedVersion the version that the sender has seen; refused when it is another
 * @param otherVersions further versions that are accepted
 * @param before the section of the project before which it is to stand; at most one of {@code before}, {@code after} and
 *     {@code place} is given
 * @param after the section of the project after which it is to stand
 */
public record ChangeSection(
        UUID sectionId,
        UUID projectId,
        UUID workspaceId,
        @Nullable @Range(least = 1) Long expectedVersion,
        @Nullable @Items(least = 1, most = VERSIONS) List<@Range(least = 1) Long> otherVersions,
        @Nullable @Text(NAME) String name,
        @Nullable UUID before,
        @Nullable UUID after,
        @Nullable @OneOf({"first", "last"}) String place)
        implements Command {

    public ChangeSection {
        Shape.check(
                ChangeSection.class,
                sectionId,
                projectId,
                workspaceId,
                expectedVersion,
                otherVersions,
                name,
                before,
                after,
                place);
        otherVersions = Shape.copy(otherVersions);
    }
}
