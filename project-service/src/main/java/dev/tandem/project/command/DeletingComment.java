package dev.tandem.project.command;

import dev.tandem.contracts.DeleteComment;
import dev.tandem.project.comment.CommentDeletion;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import java.time.Instant;

record DeletingComment(DeleteComment command, String actor) implements UseCase {

    @Override
    public void needs(BatchState batch) {
        batch.wantAccess(command.workspaceId(), command.projectId(), actor);
        batch.tasks.want(command.taskId());
        batch.comments.want(command.commentId());
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        return CommentDeletion.decide(
                command,
                batch.access(command.workspaceId(), command.projectId(), actor),
                batch.tasks.find(command.taskId()),
                batch.comments.find(command.commentId()),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        batch.comments.remove(batch.comments.existing(command.commentId()));
        batch.tasks.change(batch.tasks.existing(command.taskId()).silenced());
    }

    @Override
    public Target target() {
        return new Target("comment", command.commentId());
    }
}
