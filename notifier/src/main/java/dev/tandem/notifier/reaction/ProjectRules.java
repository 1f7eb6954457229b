package dev.tandem.notifier.reaction;

import dev.tandem.contracts.Cases;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectArchived;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.contracts.ProjectDescribed;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.ProjectRenamed;
import dev.tandem.contracts.ProjectRestored;
import dev.tandem.contracts.ProjectSetupFailed;
import dev.tandem.contracts.ProjectSetupRequested;
import dev.tandem.contracts.ProjectStructured;
import dev.tandem.kit.sentence.Sentence;
import dev.tandem.notifier.announcement.Actor;
import dev.tandem.notifier.announcement.Concern;
import dev.tandem.notifier.announcement.NoticeWording;
import dev.tandem.notifier.announcement.Shortened;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the notice of a fact about a project: for all members of the workspace, or for nobody. */
final class ProjectRules {

    /** Maximum length of a reason, in characters; longer ones would not fit into a notification. */
    private static final int LONGEST_REASON = 500;

    private static final Cases<ProjectFact, Function<Collection<String>, Notice>> NOTICES =
            Cases.<ProjectFact, Function<Collection<String>, Notice>>of(ProjectFact.class)
                    .on(
                            ProjectCreated.class,
                            fact -> all -> did(fact.createdBy(), NoticeWording.PROJECT_CREATED, about(fact), fact, all))
                    .on(
                            ProjectRenamed.class,
                            fact -> all -> did(
                                    fact.by(),
                                    NoticeWording.PROJECT_RENAMED,
                                    about(fact).put("formerName", fact.formerName()),
                                    fact,
                                    all))
                    .on(
                            ProjectArchived.class,
                            fact -> all -> did(fact.by(), NoticeWording.PROJECT_ARCHIVED, about(fact), fact, all))
                    .on(
                            ProjectRestored.class,
                            fact -> all -> did(fact.by(), NoticeWording.PROJECT_RESTORED, about(fact), fact, all))
                    .on(
                            ProjectDeleted.class,
                            fact -> all -> did(fact.by(), NoticeWording.PROJECT_DELETED, about(fact), fact, all))
                    .on(
                            ProjectSetupFailed.class,
                            fact -> all -> notice(
                                    null,
                                    NoticeWording.PROJECT_SETUP_FAILED.say(
                                            Map.of(),
                                            about(fact).put("reason", Shortened.to(LONGEST_REASON, fact.reason()))),
                                    fact,
                                    all))
                    .on(ProjectDescribed.class, fact -> all -> Notice.NONE)
                    .on(ProjectSetupRequested.class, fact -> all -> Notice.NONE)
                    .on(ProjectStructured.class, fact -> all -> Notice.NONE)
                    .complete();

    private ProjectRules() {}

    /** @param everybody all members of the workspace */
    static Notice notice(ProjectFact fact, Collection<String> everybody) {
        return NOTICES.apply(fact).apply(everybody);
    }

    private static JsonObject about(ProjectFact fact) {
        return new JsonObject().put("project", fact.name());
    }

    private static Notice did(
            Person person,
            NoticeWording wording,
            JsonObject arguments,
            ProjectFact fact,
            Collection<String> everybody) {
        Actor actor = Actor.of(person);
        return notice(actor, actor.says(wording, arguments), fact, everybody);
    }

    private static Notice notice(
            @Nullable Actor actor, Sentence sentence, ProjectFact fact, Collection<String> everybody) {
        return new Notice(fact.projectId(), null, actor, List.of(new Notice.Line(Concern.NEWS, sentence, everybody)));
    }
}
