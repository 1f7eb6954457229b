package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rename a section or give it another place, on behalf of the envelope's actor.
 *
 * @param expectedVersion the version that the client has read: the command is refused if the section is at another; null to
 *     accept any
 * @param otherVersions further versions to accept; ignored without {@code expectedVersion}
 * @param name the new name; null to keep the present one
 * @param before move it directly before this section of the project; of {@code before}, {@code after} and {@code place}, at most
 *     one is given, and with none the section stays where it is
 * @param after move it directly after this section of the project
 * @param place move it to the project's {@code first} or {@code last} place
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
