package dev.tandem.project.command;

import dev.tandem.contracts.EditComment;
import dev.tandem.project.comment.Comment;
import dev.tandem.project.comment.CommentEdit;
import dev.tandem.project.comment.Mentions;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import java.time.Instant;
import java.util.List;

/**
 * Replaces the text of a comment.
 *
 * @param candidates user ids that the text may mention
 */
record EditingComment(EditComment command, String actor, List<String> candidates) implements UseCase {

    static UseCase of(EditComment command, String actor) {
        return new EditingComment(command, actor, Mentions.candidates(command.text()));
    }

    @Override
    public void needs(BatchState batch) {
        batch.wantAccess(command.workspaceId(), command.projectId(), actor);
        batch.tasks.want(command.taskId());
        batch.comments.want(command.commentId());
        batch.wantMembers(command.workspaceId(), candidates);
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        return CommentEdit.decide(
                command,
                batch.access(command.workspaceId(), command.projectId(), actor),
                new CommentEdit.Situation(
                        batch.tasks.find(command.taskId()), batch.comments.find(command.commentId()), mentioned(batch)),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        Comment comment = batch.comments.existing(command.commentId());
        batch.comments.change(comment.edited(command.text(), mentioned(batch), occurrence));
    }

    @Override
    public Target target() {
        return new Target("comment", command.commentId());
    }

    private List<String> mentioned(BatchState batch) {
        return batch.membersAmong(command.workspaceId(), candidates);
    }
}
