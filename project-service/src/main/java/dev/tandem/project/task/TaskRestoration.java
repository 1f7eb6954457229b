package dev.tandem.project.task;

import dev.tandem.contracts.RestoreTask;
import dev.tandem.contracts.TaskRestored;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.ProjectAccess;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a task is taken out of the trash. It is what it was, at its old place, and in no section if its own was deleted
 * meanwhile. Restoring a task that is not in the trash changes nothing.
 */
public final class TaskRestoration {

    private TaskRestoration() {}

    /** @param task the task to restore, or null if it does not exist */
    public static Decision decide(RestoreTask command, ProjectAccess access, @Nullable Task task, Instant now) {
        Problem objection = access.objectionWithin(command.workspaceId(), Action.TASK_RESTORE);
        if (objection != null) {
            return Decision.refused(objection);
        }
        if (task == null || !task.isIn(command.workspaceId(), command.projectId())) {
            return Decision.refused(TaskChange.noSuchTask());
        }
        if (!task.inTrash()) {
            return Decision.changesNothing();
        }
        TaskRestored fact = new TaskRestored(
                task.id(),
                task.projectId(),
                task.workspaceId(),
                task.details().title(),
                task.lastingSection(),
                task.rank(),
                task.details().completed(),
                task.details().assigneeId(),
                task.createdBy(),
                access.member().person());
        return Decision.happens(new Occurrence(fact, task.id(), task.version() + 1, now));
    }
}
