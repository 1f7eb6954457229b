package dev.tandem.project.task;

import dev.tandem.contracts.CreateTask;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.order.Place;
import dev.tandem.project.order.Spot;
import dev.tandem.project.project.ProjectAccess;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides whether a task is added to a project. */
public final class TaskCreation {

    private TaskCreation() {}

    /** @param existing the task that already has this id; repeating the command changes nothing */
    public static Decision decide(
            CreateTask command, ProjectAccess access, @Nullable Task existing, TaskReferences references, Instant now) {
        if (access.in(command.workspaceId()) != null
                && existing != null
                && existing.isIn(command.workspaceId(), command.projectId())) {
            return Decision.changesNothing();
        }
        Problem objection = access.objectionWithin(command.workspaceId(), Action.TASK_CREATE);
        if (objection == null && existing != null) {
            objection = Problems.conflict(
                    "The id of this task is already in use; send the request again, and it gets another.");
        }
        if (objection == null) {
            objection = references.objection(command.projectId(), command.sectionId(), command.assigneeId());
        }
        if (objection == null) {
            objection = Place.objection(command.before(), command.after(), command.place());
        }
        Spot spot = references.order().spot(place(command), command.taskId());
        if (objection == null && spot instanceof Spot.Refused refused) {
            objection = refused.problem();
        }
        if (objection != null) {
            return Decision.refused(objection);
        }
        Spot.Free free = (Spot.Free) spot;
        TaskCreated fact = new TaskCreated(
                command.taskId(),
                command.projectId(),
                command.workspaceId(),
                command.title(),
                command.sectionId(),
                command.assigneeId(),
                command.dueOn(),
                free.rank(),
                free.reranked(),
                access.member().person());
        return Decision.happens(new Occurrence(fact, command.taskId(), 1, now));
    }

    /** Returns the place that the command names; the last if it names none. */
    public static Place place(CreateTask command) {
        return Place.ofNew(command.before(), command.after(), command.place());
    }
}
