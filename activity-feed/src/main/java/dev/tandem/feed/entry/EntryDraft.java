package dev.tandem.feed.entry;

import dev.tandem.contracts.Cases;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.SectionFact;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskPurged;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.sentence.Sentence;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The part of a feed entry that comes from the fact. {@link FeedEntry} adds the envelope's id and time.
 *
 * @param projectId absent when the fact concerns the workspace itself
 * @param taskId absent when the fact concerns no task
 * @param actor absent for the system itself
 */
record EntryDraft(
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        @Nullable Actor actor,
        Topic object,
        Sentence sentence) {

    private static final Cases<Fact, Function<@Nullable String, @Nullable EntryDraft>> STORIES =
            Cases.<Fact, Function<@Nullable String, @Nullable EntryDraft>>of(Fact.class)
                    .on(TaskFact.class, fact -> actorId -> TaskEntries.of(fact))
                    .on(TaskPurged.class, fact -> actorId -> null)
                    .on(ProjectFact.class, fact -> actorId -> ProjectEntries.of(fact))
                    .on(SectionFact.class, fact -> actorId -> ProjectEntries.of(fact))
                    .on(WorkspaceCreated.class, fact -> actorId -> WorkspaceEntries.of(fact))
                    .on(MemberAdded.class, fact -> actorId -> WorkspaceEntries.of(fact, Actor.known(actorId)))
                    .on(MemberChanged.class, fact -> actorId -> WorkspaceEntries.of(fact, Actor.known(actorId)))
                    .on(MemberRemoved.class, fact -> actorId -> WorkspaceEntries.of(fact, Actor.known(actorId)))
                    .complete();

    /**
     * Returns null for what a feed does not tell, such as the order of tasks, which changes all the time.
     *
     * @param actorId the envelope's actor; used only when the fact itself names none
     */
    static @Nullable EntryDraft of(Fact fact, @Nullable String actorId) {
        return STORIES.apply(fact).apply(actorId);
    }
}
