package dev.tandem.feed.entry;

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

/** Tells in sentences what happened to a project as a whole and to its sections. */
final class ProjectStories {

    private ProjectStories() {}

    static Story of(ProjectFact fact) {
        String project = "the project " + fact.name();
        if (fact instanceof ProjectCreated created) {
            return by(created.createdBy(), fact, "created " + project);
        }
        if (fact instanceof ProjectRenamed renamed) {
            return by(renamed.by(), fact, "renamed the project " + renamed.formerName() + " to " + renamed.name());
        }
        if (fact instanceof ProjectDescribed described) {
            return by(described.by(), fact, "changed the description of " + project);
        }
        if (fact instanceof ProjectArchived archived) {
            return by(archived.by(), fact, "archived " + project);
        }
        if (fact instanceof ProjectRestored restored) {
            return by(restored.by(), fact, "restored " + project);
        }
        if (fact instanceof ProjectDeleted deleted) {
            return by(deleted.by(), fact, "deleted " + project);
        }
        if (fact instanceof ProjectSetupRequested requested) {
            return by(requested.by(), fact, "had " + project + " set up once more");
        }
        if (fact instanceof ProjectStructured structured) {
            return bySystem(
                    fact,
                    " was set up with " + count(structured.sections(), "section") + " and "
                            + count(structured.tasks(), "task"));
        }
        return bySystem(fact, " could not be set up: " + ((ProjectSetupFailed) fact).reason());
    }

    static Story of(SectionCreated fact) {
        Actor actor = Actor.of(fact.by());
        Topic section = new Topic("section", fact.sectionId().toString(), fact.name());
        return new Story(fact.projectId(), null, actor, section, actor.called() + " added the section " + fact.name());
    }

    private static Story by(Person person, ProjectFact fact, String deed) {
        Actor actor = Actor.of(person);
        return new Story(fact.projectId(), null, actor, topic(fact), actor.called() + " " + deed);
    }

    private static Story bySystem(ProjectFact fact, String whatBecameOfIt) {
        return new Story(fact.projectId(), null, null, topic(fact), "The project " + fact.name() + whatBecameOfIt);
    }

    private static Topic topic(ProjectFact fact) {
        return new Topic("project", fact.projectId().toString(), fact.name());
    }

    private static String count(int number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }
}
