package dev.tandem.notifier.reaction;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.notifier.announcement.Actor;
import dev.tandem.notifier.reaction.Notice.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the notice of a membership change: a user learns of being added and of a new role. Nobody is told of a new
 * address or name, or of a removal.
 */
final class MemberRules {

    private MemberRules() {}

    /** @param actorId the envelope's actor */
    static Notice notice(Fact fact, @Nullable String actorId) {
        String who = actorId == null ? "Someone" : actorId;
        if (fact instanceof MemberAdded added) {
            return by(actorId, Line.to(who + " added you to the workspace as " + added.role(), added.userId()));
        }
        return fact instanceof MemberChanged changed && !changed.keepsRole()
                ? by(actorId, Line.to(who + " changed your membership, now " + changed.role(), changed.userId()))
                : Notice.NONE;
    }

    private static Notice by(@Nullable String actorId, Line line) {
        return new Notice(null, null, actorId == null ? null : new Actor(actorId, null), List.of(line));
    }
}
