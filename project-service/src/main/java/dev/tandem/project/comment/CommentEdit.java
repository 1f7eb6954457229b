package dev.tandem.project.comment;

import dev.tandem.contracts.CommentEdited;
import dev.tandem.contracts.EditComment;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.decision.Versions;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.task.Task;
import dev.tandem.project.task.TaskChange;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides whether the text of a comment is replaced: its author may do that, and nobody else. */
public final class CommentEdit {

    private CommentEdit() {}

    /**
     * State at the moment of the decision, besides the project.
     *
     * @param mentioned members of the workspace whom the new text mentions
     */
    public record Situation(@Nullable Task task, @Nullable Comment comment, List<String> mentioned) {
        public Situation {
            mentioned = List.copyOf(mentioned);
        }
    }

    public static Decision decide(EditComment command, ProjectAccess access, Situation situation, Instant now) {
        Task task = situation.task();
        Comment comment = situation.comment();
        Problem objection = access.objectionWithin(command.workspaceId(), Action.COMMENT_EDIT);
        if (objection == null) {
            objection = objection(command.workspaceId(), command.projectId(), command.taskId(), task, comment);
        }
        if (objection != null || task == null || comment == null) {
            return Decision.refused(objection == null ? noSuchComment() : objection);
        }
        if (!comment.authorId().equals(access.member().userId())) {
            return Decision.refused(Problems.forbidden("Only the author of a comment may edit it."));
        }
        objection = Versions.objection(
                "The comment", command.expectedVersion(), command.otherVersions(), comment.version());
        if (objection != null) {
            return Decision.refused(objection);
        }
        if (comment.text().equals(command.text())) {
            return Decision.changesNothing();
        }
        CommentEdited fact = new CommentEdited(
                comment.id(),
                task.id(),
                task.projectId(),
                task.workspaceId(),
                task.details().title(),
                Comment.excerpt(command.text()),
                situation.mentioned().stream()
                        .filter(each -> !comment.mentions().contains(each))
                        .toList(),
                access.member().person());
        return Decision.happens(new Occurrence(fact, comment.id(), comment.version() + 1, now));
    }

    /** Returns why nothing can be done to the comment, whoever wants it; null if it can. */
    static @Nullable Problem objection(
            UUID workspace, UUID project, UUID onTask, @Nullable Task task, @Nullable Comment comment) {
        if (task == null || !task.isIn(workspace, project)) {
            return TaskChange.noSuchTask();
        }
        if (task.inTrash()) {
            return TaskChange.deletedAlready();
        }
        return comment == null || !comment.taskId().equals(onTask) ? noSuchComment() : null;
    }

    /** The answer to a request for a comment that does not exist or is not visible to the client. */
    static Problem noSuchComment() {
        return Problems.notFound("There is no such comment on this task, or you are not in its workspace.");
    }
}
