package dev.tandem.project.command;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.Cases;
import dev.tandem.contracts.ChangeProject;
import dev.tandem.contracts.ChangeSection;
import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.CreateTask;
import dev.tandem.contracts.CreateWorkspace;
import dev.tandem.contracts.DeleteComment;
import dev.tandem.contracts.DeleteProject;
import dev.tandem.contracts.DeleteSection;
import dev.tandem.contracts.DeleteTask;
import dev.tandem.contracts.EditComment;
import dev.tandem.contracts.RestoreTask;
import dev.tandem.contracts.SetUpProject;
import java.util.function.Function;

/** Maps each command and its actor to a use case. */
final class UseCases {

    private static final Cases<Command, Function<String, UseCase>> BY_TYPE =
            Cases.<Command, Function<String, UseCase>>of(Command.class)
                    .on(CreateWorkspace.class, command -> actor -> new CreatingWorkspace(command))
                    .on(CreateProject.class, command -> actor -> new CreatingProject(command, actor))
                    .on(ChangeProject.class, command -> actor -> ChangingProject.of(command, actor))
                    .on(DeleteProject.class, command -> actor -> ChangingProject.of(command, actor))
                    .on(SetUpProject.class, command -> actor -> ChangingProject.of(command, actor))
                    .on(CreateSection.class, command -> actor -> new CreatingSection(command, actor))
                    .on(ChangeSection.class, command -> actor -> new ChangingSection(command, actor))
                    .on(DeleteSection.class, command -> actor -> new DeletingSection(command, actor))
                    .on(CreateTask.class, command -> actor -> new CreatingTask(command, actor))
                    .on(ChangeTask.class, command -> actor -> new ChangingTask(command, actor))
                    .on(DeleteTask.class, command -> actor -> TrashingTask.of(command, actor))
                    .on(RestoreTask.class, command -> actor -> TrashingTask.of(command, actor))
                    .on(AddComment.class, command -> actor -> AddingComment.of(command, actor))
                    .on(EditComment.class, command -> actor -> EditingComment.of(command, actor))
                    .on(DeleteComment.class, command -> actor -> new DeletingComment(command, actor))
                    .complete();

    private UseCases() {}

    static UseCase of(Command command, String actor) {
        return BY_TYPE.apply(command).apply(actor);
    }
}
