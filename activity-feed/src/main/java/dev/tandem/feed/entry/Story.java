package dev.tandem.feed.entry;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.SectionCreated;
import dev.tandem.contracts.TaskFact;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Entry that a fact makes in the feed, whenever it happened.
 *
 * @param projectId absent for what happened to the workspace itself
 * @param taskId absent for what is about no task
 * @param actor absent for the system itself
 * @param summary the same in a sentence, ready to be shown
 */
record Story(
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        @Nullable Actor actor,
        Topic object,
        String summary) {

    /** @param actorId whom the envelope names; asked for only where the fact does not say who it was */
    static Story of(Fact fact, @Nullable String actorId) {
        if (fact instanceof TaskFact task) {
            return TaskStories.of(task);
        }
        if (fact instanceof ProjectFact project) {
            return ProjectStories.of(project);
        }
        if (fact instanceof SectionCreated section) {
            return ProjectStories.of(section);
        }
        return WorkspaceStories.of(fact, Actor.known(actorId));
    }
}
