package dev.tandem.project.command;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.ChangeProject;
import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.CreateTask;
import dev.tandem.contracts.CreateWorkspace;
import dev.tandem.contracts.DeleteProject;
import dev.tandem.contracts.SetUpProject;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import java.time.Instant;

/** One command between the ledger and the feature that decides it. */
interface UseCase {

    /** Says what has to be known to decide it. */
    void needs(Ledger ledger);

    Decision decide(Ledger ledger, Instant now);

    /** Enters one of the occurrences that it came to. */
    void enter(Occurrence occurrence, Ledger ledger);

    Target target();

    static UseCase of(Command command, String actor) {
        if (command instanceof CreateWorkspace workspace) {
            return new CreatingWorkspace(workspace);
        }
        if (command instanceof CreateProject project) {
            return new CreatingProject(project, actor);
        }
        if (command instanceof ChangeProject project) {
            return ChangingProject.of(project, actor);
        }
        if (command instanceof DeleteProject project) {
            return ChangingProject.of(project, actor);
        }
        if (command instanceof SetUpProject project) {
            return ChangingProject.of(project, actor);
        }
        if (command instanceof CreateSection section) {
            return new CreatingSection(section, actor);
        }
        if (command instanceof CreateTask task) {
            return new CreatingTask(task, actor);
        }
        if (command instanceof ChangeTask task) {
            return new ChangingTask(task, actor);
        }
        return AddingComment.of((AddComment) command, actor);
    }
}
