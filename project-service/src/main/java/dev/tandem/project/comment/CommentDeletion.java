package dev.tandem.project.comment;

import dev.tandem.contracts.CommentDeleted;
import dev.tandem.contracts.DeleteComment;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.decision.Versions;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.task.Task;
import dev.tandem.project.workspace.Grants;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides whether a comment is deleted for good: its author may do that, and whoever may moderate comments. */
public final class CommentDeletion {

    private CommentDeletion() {}

    /**
     * @param task the task that the command names, or null if it does not exist
     * @param comment the comment to delete, or null if it does not exist
     */
    public static Decision decide(
            DeleteComment command, ProjectAccess access, @Nullable Task task, @Nullable Comment comment, Instant now) {
        Problem objection = access.objectionWithin(command.workspaceId(), Action.COMMENT_DELETE);
        if (objection == null) {
            objection =
                    CommentEdit.objection(command.workspaceId(), command.projectId(), command.taskId(), task, comment);
        }
        if (objection != null || task == null || comment == null) {
            return Decision.refused(objection == null ? CommentEdit.noSuchComment() : objection);
        }
        if (!comment.authorId().equals(access.member().userId())
                && !Grants.allows(access.member().role(), Action.COMMENT_MODERATE)) {
            return Decision.refused(
                    Problems.forbidden("Only the author of a comment, an owner or an admin may delete it."));
        }
        objection = Versions.objection(
                "The comment", command.expectedVersion(), command.otherVersions(), comment.version());
        if (objection != null) {
            return Decision.refused(objection);
        }
        CommentDeleted fact = new CommentDeleted(
                comment.id(),
                task.id(),
                task.projectId(),
                task.workspaceId(),
                task.details().title(),
                comment.authorId(),
                access.member().person());
        return Decision.happens(new Occurrence(fact, comment.id(), comment.version() + 1, now));
    }
}
