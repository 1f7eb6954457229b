package dev.tandem.notifier.reaction;

import dev.tandem.notifier.announcement.Actor;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Texts that a fact sends to some users.
 *
 * @param actor absent for the system itself
 * @param lines empty when nobody is notified
 */
record Notice(
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        @Nullable Actor actor,
        List<Line> lines) {

    static final Notice NONE = new Notice(null, null, null, List.of());

    /** A sentence and the users it concerns; they may include the actor, or a user twice. */
    record Line(String text, Collection<String> users) {

        /** @param users nulls are ignored */
        static Line to(String text, @Nullable String... users) {
            return new Line(text, Arrays.stream(users).filter(Objects::nonNull).toList());
        }
    }
}
