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
import org.jspecify.annotations.Nullable;

/** Describes in sentences what happened to a project and its sections. */
final class ProjectEntries {

    private static final Cases<ProjectFact, EntryDraft> STORIES = Cases.<ProjectFact, EntryDraft>of(ProjectFact.class)
            .on(ProjectCreated.class, fact -> by(fact.createdBy(), fact, "created the project " + fact.name()))
            .on(
                    ProjectRenamed.class,
                    fact -> by(fact.by(), fact, "renamed the project " + fact.formerName() + " to " + fact.name()))
            .on(
                    ProjectDescribed.class,
                    fact -> by(fact.by(), fact, "changed the description of the project " + fact.name()))
            .on(ProjectArchived.class, fact -> by(fact.by(), fact, "archived the project " + fact.name()))
            .on(ProjectRestored.class, fact -> by(fact.by(), fact, "restored the project " + fact.name()))
            .on(ProjectDeleted.class, fact -> by(fact.by(), fact, "deleted the project " + fact.name()))
            .on(
                    ProjectSetupRequested.class,
                    fact -> by(fact.by(), fact, "had the project " + fact.name() + " set up once more"))
            .on(
                    ProjectStructured.class,
                    fact -> bySystem(
                            fact,
                            " was set up with " + count(fact.sections(), "section") + " and "
                                    + count(fact.tasks(), "task")))
            .on(ProjectSetupFailed.class, fact -> bySystem(fact, " could not be set up: " + fact.reason()))
            .complete();

    private static final Cases<SectionFact, @Nullable String> DEEDS = Cases.<SectionFact, @Nullable String>of(
                    SectionFact.class)
            .on(SectionCreated.class, fact -> "added the section " + fact.name())
            .on(SectionRenamed.class, fact -> "renamed the section " + fact.formerName() + " to " + fact.name())
            .on(SectionReordered.class, fact -> null)
            .on(SectionDeleted.class, ProjectEntries::deleted)
            .complete();

    private ProjectEntries() {}

    static EntryDraft of(ProjectFact fact) {
        return STORIES.apply(fact);
    }

    static @Nullable EntryDraft of(SectionFact fact) {
        String deed = DEEDS.apply(fact);
        if (deed == null) {
            return null;
        }
        Actor actor = Actor.of(fact.by());
        Topic section = new Topic("section", fact.sectionId().toString(), fact.name());
        return new EntryDraft(fact.projectId(), null, actor, section, actor.called() + " " + deed);
    }

    private static String deleted(SectionDeleted fact) {
        String deed = "deleted the section " + fact.name();
        return fact.toSectionName() == null ? deed : deed + " and moved its tasks to " + fact.toSectionName();
    }

    private static EntryDraft by(Person person, ProjectFact fact, String deed) {
        Actor actor = Actor.of(person);
        return new EntryDraft(fact.projectId(), null, actor, topic(fact), actor.called() + " " + deed);
    }

    private static EntryDraft bySystem(ProjectFact fact, String whatBecameOfIt) {
        return new EntryDraft(fact.projectId(), null, null, topic(fact), "The project " + fact.name() + whatBecameOfIt);
    }

    private static Topic topic(ProjectFact fact) {
        return new Topic("project", fact.projectId().toString(), fact.name());
    }

    private static String count(int number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }
}
