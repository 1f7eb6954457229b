package dev.tandem.project.task;

import dev.tandem.contracts.ChangeTask;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Versions;
import dev.tandem.project.order.Order;
import dev.tandem.project.order.Place;
import dev.tandem.project.order.Spot;
import dev.tandem.project.project.ProjectAccess;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a task is renamed, described, moved, reordered, assigned, rescheduled, completed or reopened. Each of
 * these becomes one fact and raises the version by one. A task that gets into another section is the last one there, unless
 * the command names another place.
 */
public final class TaskChange {

    private TaskChange() {}

    /** @param task the task to change, or null if it does not exist */
    public static Decision decide(
            ChangeTask command, ProjectAccess access, @Nullable Task task, TaskReferences references, Instant now) {
        Problem objection = access.objectionWithin(command.workspaceId(), Action.TASK_CHANGE);
        if (objection != null) {
            return Decision.refused(objection);
        }
        if (task == null || !task.isIn(command.workspaceId(), command.projectId())) {
            return Decision.refused(noSuchTask());
        }
        if (task.inTrash()) {
            return Decision.refused(deletedAlready());
        }
        Details details = task.details();
        Details next = details.after(command, now);
        objection = Versions.objection("The task", command.expectedVersion(), command.otherVersions(), task.version());
        if (objection == null) {
            objection = references.objection(
                    task.projectId(),
                    changed(next.sectionId(), details.sectionId()),
                    changed(next.assigneeId(), details.assigneeId()));
        }
        if (objection == null) {
            objection = Place.objection(command.before(), command.after(), command.place());
        }
        Spot spot = spot(command, task, next, references.order());
        if (objection == null && spot instanceof Spot.Refused refused) {
            objection = refused.problem();
        }
        if (objection != null) {
            return Decision.refused(objection);
        }
        TaskFacts facts = new TaskFacts(
                task,
                next,
                references.section(),
                (Spot.Free) spot,
                access.member().person());
        return Decision.inOrder(facts.inOrder(), task.id(), task.version(), now);
    }

    /** Returns the place that the command names or implies; null if the task keeps its own. */
    public static @Nullable Place place(ChangeTask command) {
        Place named = Place.of(command.before(), command.after(), command.place());
        boolean mayMove = command.sectionId() != null || command.clear().contains("sectionId");
        return named == null && mayMove ? Place.LAST : named;
    }

    private static Spot spot(ChangeTask command, Task task, Details next, Order order) {
        Place named = Place.of(command.before(), command.after(), command.place());
        if (named != null) {
            return order.spot(named, task.id());
        }
        return Objects.equals(next.sectionId(), task.details().sectionId())
                ? new Spot.Free(task.rank(), null)
                : order.spot(Place.LAST, task.id());
    }

    /** The answer to a request for a task that does not exist or is not visible to the client. */
    public static Problem noSuchTask() {
        return Problems.notFound("There is no such task, or you are not in its workspace.");
    }

    /** The answer to whoever wants to change a task in the trash. */
    public static Problem deletedAlready() {
        return Problems.conflict("The task was deleted; restore it first.");
    }

    /** An assignee who left the workspace may stay assigned; only a new assignee must be a member. */
    private static <V> @Nullable V changed(@Nullable V desired, @Nullable V present) {
        return Objects.equals(desired, present) ? null : desired;
    }
}
