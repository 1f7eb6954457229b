package dev.tandem.project.comment;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.task.Task;
import dev.tandem.project.task.TaskChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a comment is added to a task. A comment is an aggregate of its own: the task counts it but keeps its
 * version, so that a client about to change the task need not read the task again.
 */
public final class CommentAddition {

    private CommentAddition() {}

    /**
     * State at the moment of the decision, besides the project.
     *
     * @param existing the comment that already has this id; repeating the command changes nothing
     * @param mentioned members of the workspace whom the text mentions
     */
    public record Situation(@Nullable Task task, @Nullable Comment existing, List<String> mentioned) {
        public Situation {
            mentioned = List.copyOf(mentioned);
        }
    }

    public static Decision decide(AddComment command, ProjectAccess access, Situation situation, Instant now) {
        Task task = situation.task();
        Comment existing = situation.existing();
        boolean known = access.in(command.workspaceId()) != null
                && task != null
                && task.isIn(command.workspaceId(), command.projectId());
        if (known && existing != null && existing.taskId().equals(command.taskId())) {
            return Decision.changesNothing();
        }
        Problem objection = access.objectionWithin(command.workspaceId(), Action.COMMENT_ADD);
        if (objection != null) {
            return Decision.refused(objection);
        }
        if (task == null || !known) {
            return Decision.refused(TaskChange.noSuchTask());
        }
        if (task.inTrash()) {
            return Decision.refused(TaskChange.deletedAlready());
        }
        if (existing != null) {
            return Decision.refused(Problems.conflict(
                    "The id of this comment is already in use; send the request again, and it gets another."));
        }
        CommentAdded fact = new CommentAdded(
                command.commentId(),
                task.id(),
                task.projectId(),
                task.workspaceId(),
                task.details().title(),
                Comment.excerpt(command.text()),
                situation.mentioned(),
                task.details().assigneeId(),
                task.createdBy(),
                access.member().person());
        return Decision.happens(new Occurrence(fact, command.commentId(), 1, now));
    }
}
