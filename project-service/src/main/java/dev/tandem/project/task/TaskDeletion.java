package dev.tandem.project.task;

import dev.tandem.contracts.DeleteTask;
import dev.tandem.contracts.TaskDeleted;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.decision.Versions;
import dev.tandem.project.project.ProjectAccess;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides whether a task is put into the trash. Until it is restored, nobody can read or change it. */
public final class TaskDeletion {

    private TaskDeletion() {}

    /** @param task the task to delete, or null if it does not exist */
    public static Decision decide(DeleteTask command, ProjectAccess access, @Nullable Task task, Instant now) {
        Problem objection = access.objectionWithin(command.workspaceId(), Action.TASK_DELETE);
        if (objection != null) {
            return Decision.refused(objection);
        }
        if (task == null || !task.isIn(command.workspaceId(), command.projectId())) {
            return Decision.refused(TaskChange.noSuchTask());
        }
        if (task.inTrash()) {
            return Decision.refused(TaskChange.deletedAlready());
        }
        objection = Versions.objection("The task", command.expectedVersion(), command.otherVersions(), task.version());
        if (objection != null) {
            return Decision.refused(objection);
        }
        TaskDeleted fact = new TaskDeleted(
                task.id(),
                task.projectId(),
                task.workspaceId(),
                task.details().title(),
                task.details().completed(),
                task.details().assigneeId(),
                task.createdBy(),
                access.member().person());
        return Decision.happens(new Occurrence(fact, task.id(), task.version() + 1, now));
    }
}
