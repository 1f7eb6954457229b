package dev.tandem.feed.entry;

import dev.tandem.contracts.Cases;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.SectionCreated;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.WorkspaceCreated;
import java.util.UUID;
import java.util.function.Function;
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

    private static final Cases<Fact, Function<@Nullable String, Story>> STORIES =
            Cases.<Fact, Function<@Nullable String, Story>>of(Fact.class)
                    .on(TaskFact.class, fact -> actorId -> TaskStories.of(fact))
                    .on(ProjectFact.class, fact -> actorId -> ProjectStories.of(fact))
                    .on(SectionCreated.class, fact -> actorId -> ProjectStories.of(fact))
                    .on(WorkspaceCreated.class, fact -> actorId -> WorkspaceStories.of(fact))
                    .on(MemberAdded.class, fact -> actorId -> WorkspaceStories.of(fact, Actor.known(actorId)))
                    .on(MemberChanged.class, fact -> actorId -> WorkspaceStories.of(fact, Actor.known(actorId)))
                    .on(MemberRemoved.class, fact -> actorId -> WorkspaceStories.of(fact, Actor.known(actorId)))
                    .complete();

    /** @param actorId whom the envelope names; asked for only where the fact does not say who it was */
    static Story of(Fact fact, @Nullable String actorId) {
        return STORIES.apply(fact).apply(actorId);
    }
}
