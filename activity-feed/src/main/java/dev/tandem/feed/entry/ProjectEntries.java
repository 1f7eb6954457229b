package dev.tandem.feed.entry;

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
import dev.tandem.contracts.SectionCreated;
import dev.tandem.contracts.SectionDeleted;
import dev.tandem.contracts.SectionFact;
import dev.tandem.contracts.SectionRenamed;
import dev.tandem.contracts.SectionReordered;
import dev.tandem.kit.sentence.Sentence;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Describes in sentences what happened to a project and its sections. */
final class ProjectEntries {

    private static final Cases<ProjectFact, EntryDraft> STORIES = Cases.<ProjectFact, EntryDraft>of(ProjectFact.class)
            .on(ProjectCreated.class, fact -> by(fact.createdBy(), fact, FeedWording.PROJECT_CREATED, about(fact)))
            .on(
                    ProjectRenamed.class,
                    fact -> by(
                            fact.by(),
                            fact,
                            FeedWording.PROJECT_RENAMED,
                            about(fact).put("formerName", fact.formerName())))
            .on(ProjectDescribed.class, fact -> by(fact.by(), fact, FeedWording.PROJECT_DESCRIBED, about(fact)))
            .on(ProjectArchived.class, fact -> by(fact.by(), fact, FeedWording.PROJECT_ARCHIVED, about(fact)))
            .on(ProjectRestored.class, fact -> by(fact.by(), fact, FeedWording.PROJECT_RESTORED, about(fact)))
            .on(ProjectDeleted.class, fact -> by(fact.by(), fact, FeedWording.PROJECT_DELETED, about(fact)))
            .on(
                    ProjectSetupRequested.class,
                    fact -> by(fact.by(), fact, FeedWording.PROJECT_SETUP_REQUESTED, about(fact)))
            .on(ProjectStructured.class, fact -> bySystem(fact, structured(fact)))
            .on(
                    ProjectSetupFailed.class,
                    fact -> bySystem(
                            fact,
                            FeedWording.PROJECT_SETUP_FAILED.say(
                                    Map.of(), about(fact).put("reason", fact.reason()))))
            .complete();

    private static final Cases<SectionFact, Function<Actor, @Nullable Sentence>> SENTENCES =
            Cases.<SectionFact, Function<Actor, @Nullable Sentence>>of(SectionFact.class)
                    .on(SectionCreated.class, fact -> actor -> actor.says(FeedWording.SECTION_CREATED, about(fact)))
                    .on(
                            SectionRenamed.class,
                            fact -> actor -> actor.says(
                                    FeedWording.SECTION_RENAMED, about(fact).put("formerName", fact.formerName())))
                    .on(SectionReordered.class, fact -> actor -> null)
                    .on(SectionDeleted.class, fact -> actor -> deleted(fact, actor))
                    .complete();

    private ProjectEntries() {}

    static EntryDraft of(ProjectFact fact) {
        return STORIES.apply(fact);
    }

    static @Nullable EntryDraft of(SectionFact fact) {
        Actor actor = Actor.of(fact.by());
        Sentence sentence = SENTENCES.apply(fact).apply(actor);
        if (sentence == null) {
            return null;
        }
        Topic section = new Topic("section", fact.sectionId().toString(), fact.name());
        return new EntryDraft(fact.projectId(), null, actor, section, sentence);
    }

    private static Sentence deleted(SectionDeleted fact, Actor actor) {
        return fact.toSectionName() == null
                ? actor.says(FeedWording.SECTION_DELETED, about(fact))
                : actor.says(FeedWording.SECTION_EMPTIED, about(fact).put("toSection", fact.toSectionName()));
    }

    private static Sentence structured(ProjectStructured fact) {
        return FeedWording.PROJECT_STRUCTURED.say(
                Map.of("sections", count(fact.sections(), "section"), "tasks", count(fact.tasks(), "task")),
                about(fact).put("sections", fact.sections()).put("tasks", fact.tasks()));
    }

    private static EntryDraft by(Person person, ProjectFact fact, FeedWording wording, JsonObject arguments) {
        Actor actor = Actor.of(person);
        return new EntryDraft(fact.projectId(), null, actor, topic(fact), actor.says(wording, arguments));
    }

    private static EntryDraft bySystem(ProjectFact fact, Sentence sentence) {
        return new EntryDraft(fact.projectId(), null, null, topic(fact), sentence);
    }

    private static JsonObject about(ProjectFact fact) {
        return new JsonObject().put("project", fact.name());
    }

    private static JsonObject about(SectionFact fact) {
        return new JsonObject().put("section", fact.name());
    }

    private static Topic topic(ProjectFact fact) {
        return new Topic("project", fact.projectId().toString(), fact.name());
    }

    private static String count(int number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }
}
