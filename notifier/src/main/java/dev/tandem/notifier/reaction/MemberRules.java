package dev.tandem.notifier.reaction;

import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.notifier.announcement.Actor;
import dev.tandem.notifier.reaction.Notice.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the notice of a membership change: a user learns of being added and of a new role. Nobody is notified of a new
 * address or name, or of a removal.
 */
final class MemberRules {

    private MemberRules() {}

    /** @param actorId the envelope's actor */
    static Notice added(MemberAdded fact, @Nullable String actorId) {
        return by(actorId, Line.to(called(actorId) + " added you to the workspace as " + fact.role(), fact.userId()));
    }

    static Notice changed(MemberChanged fact, @Nullable String actorId) {
        return fact.keepsRole()
                ? Notice.NONE
                : by(actorId, Line.to(called(actorId) + " changed your membership, now " + fact.role(), fact.userId()));
    }

    private static String called(@Nullable String actorId) {
        return actorId == null ? "Someone" : actorId;
    }

    private static Notice by(@Nullable String actorId, Line line) {
        return new Notice(null, null, actorId == null ? null : new Actor(actorId, null), List.of(line));
    }
}
