package dev.tandem.notifier.reaction;

import dev.tandem.kit.sentence.Sentence;
import dev.tandem.notifier.announcement.Actor;
import dev.tandem.notifier.announcement.Concern;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sentences with which a fact notifies some users.
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
    record Line(Concern concern, Sentence sentence, Collection<String> users) {

        /**
         * News for some users.
         *
         * @param users nulls are ignored
         */
        static Line to(Sentence sentence, @Nullable String... users) {
            return new Line(
                    Concern.NEWS,
                    sentence,
                    Arrays.stream(users).filter(Objects::nonNull).toList());
        }

        /** Notifies a user, if there is one, of an assignment. */
        static Line assigned(Sentence sentence, @Nullable String user) {
            return new Line(Concern.ASSIGNMENT, sentence, user == null ? List.of() : List.of(user));
        }
    }
}
