package dev.tandem.project.command;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.Cases;
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
import java.util.function.Function;

/** One command between the ledger and the feature that decides it. */
interface UseCase {

    /** Says what has to be known to decide it. */
    void needs(Ledger ledger);

    Decision decide(Ledger ledger, Instant now);

    /** Enters one of the occurrences that it came to. */
    void enter(Occurrence occurrence, Ledger ledger);

    Target target();

    /** By the type of the command: the use case for whoever sent it. */
    Cases<Command, Function<String, UseCase>> CASES = Cases.<Command, Function<String, UseCase>>of(Command.class)
            .on(CreateWorkspace.class, command -> actor -> new CreatingWorkspace(command))
            .on(CreateProject.class, command -> actor -> new CreatingProject(command, actor))
            .on(ChangeProject.class, command -> actor -> ChangingProject.of(command, actor))
            .on(DeleteProject.class, command -> actor -> ChangingProject.of(command, actor))
            .on(SetUpProject.class, command -> actor -> ChangingProject.of(command, actor))
            .on(CreateSection.class, command -> actor -> new CreatingSection(command, actor))
            .on(CreateTask.class, command -> actor -> new CreatingTask(command, actor))
            .on(ChangeTask.class, command -> actor -> new ChangingTask(command, actor))
            .on(AddComment.class, command -> actor -> AddingComment.of(command, actor))
            .complete();

    static UseCase of(Command command, String actor) {
        return CASES.apply(command).apply(actor);
    }
}
