package dev.tandem.notifier.reaction;

import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectArchived;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.ProjectRenamed;
import dev.tandem.contracts.ProjectRestored;
import dev.tandem.contracts.ProjectSetupFailed;
import dev.tandem.notifier.announcement.Actor;
import dev.tandem.notifier.announcement.Concern;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the notice of a fact about a project: for all members of the workspace, or for nobody. */
final class ProjectRules {

    /** Maximum length of a reason, in characters; longer ones would not fit into a notification. */
    private static final int LONGEST_REASON = 500;

    private ProjectRules() {}

    /** @param everybody all members of the workspace */
    static Notice notice(ProjectFact fact, Collection<String> everybody) {
        String project = "the project " + fact.name();
        if (fact instanceof ProjectCreated created) {
            return did(created.createdBy(), "created " + project, fact, everybody);
        }
        if (fact instanceof ProjectRenamed renamed) {
            String deed = "renamed the project " + renamed.formerName() + " to " + renamed.name();
            return did(renamed.by(), deed, fact, everybody);
        }
        if (fact instanceof ProjectArchived archived) {
            return did(archived.by(), "archived " + project, fact, everybody);
        }
        if (fact instanceof ProjectRestored restored) {
            return did(restored.by(), "restored " + project, fact, everybody);
        }
        if (fact instanceof ProjectDeleted deleted) {
            return did(deleted.by(), "deleted " + project, fact, everybody);
        }
        return fact instanceof ProjectSetupFailed failed
                ? notice(
                        null,
                        "The project " + failed.name() + " could not be set up: " + reason(failed),
                        fact,
                        everybody)
                : Notice.NONE;
    }

    private static Notice did(Person person, String deed, ProjectFact fact, Collection<String> everybody) {
        Actor actor = Actor.of(person);
        return notice(actor, actor.called() + " " + deed, fact, everybody);
    }

    private static Notice notice(
            @Nullable Actor actor, String sentence, ProjectFact fact, Collection<String> everybody) {
        return new Notice(fact.projectId(), null, actor, List.of(new Notice.Line(Concern.NEWS, sentence, everybody)));
    }

    private static String reason(ProjectSetupFailed failed) {
        String reason = failed.reason();
        return reason.codePointCount(0, reason.length()) <= LONGEST_REASON
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, LONGEST_REASON - 1)) + "…";
    }
}
