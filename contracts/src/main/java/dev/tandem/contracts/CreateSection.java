package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Create a section in a project, on behalf of the envelope's actor.
 *
 * @param sectionId chosen by the sender, so that the command can be repeated
 * @param before the section of the project before which it is to stand; at most one of {@code before}, {@code after} and
 *     {@code place} is given, and a new one is the last if none is
 * @param after the section of the project after which it is to stand
 */
public record CreateSection(
        UUID sectionId,
        UUID projectId,
        UUID workspaceId,
        @Text(NAME) String name,
        @Nullable UUID before,
        @Nullable UUID after,
        @Nullable @OneOf({"first", "last"}) String place)
        implements Command {

    public CreateSection {
        Shape.check(CreateSection.class, sectionId, projectId, workspaceId, name, before, after, place);
    }
}
