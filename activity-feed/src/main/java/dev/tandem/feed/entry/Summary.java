package dev.tandem.feed.entry;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.ProjectCreated;
import org.jspecify.annotations.Nullable;

/** An event in a sentence, ready to be shown. */
final class Summary {

    private Summary() {}

    static String of(Fact fact, @Nullable Actor actor, Topic object) {
        String who = actor == null ? "Someone" : actor.called();
        boolean themselves =
                object.type().equals("member") && actor != null && actor.id().equals(object.id());
        if (fact instanceof MemberAdded added) {
            return themselves
                    ? object.called() + " joined as " + added.role()
                    : who + " added " + object.called() + " as " + added.role();
        }
        if (fact instanceof MemberChanged changed) {
            return who + " changed " + (themselves ? "their own membership" : "the membership of " + object.called())
                    + ", now " + changed.role();
        }
        if (fact instanceof MemberRemoved) {
            return themselves ? object.called() + " left the workspace" : who + " removed " + object.called();
        }
        return who + " created the " + (fact instanceof ProjectCreated ? "project " : "workspace ") + object.called();
    }
}
