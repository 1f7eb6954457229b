package dev.tandem.project.command;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.project.comment.Comment;
import dev.tandem.project.comment.CommentAddition;
import dev.tandem.project.comment.Mentions;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import java.time.Instant;
import java.util.List;

/**
 * Adds a comment to a task.
 *
 * @param candidates user ids that the text may mention
 */
record AddingComment(AddComment command, String actor, List<String> candidates) implements UseCase {

    static UseCase of(AddComment command, String actor) {
        return new AddingComment(command, actor, Mentions.candidates(command.text()));
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
        return CommentAddition.decide(
                command,
                batch.access(command.workspaceId(), command.projectId(), actor),
                new CommentAddition.Situation(
                        batch.tasks.find(command.taskId()),
                        batch.comments.find(command.commentId()),
                        batch.membersAmong(command.workspaceId(), candidates)),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        batch.comments.add(Comment.from(command, (CommentAdded) occurrence.fact(), occurrence.at()));
        batch.tasks.change(batch.tasks.existing(command.taskId()).commented());
    }

    @Override
    public Target target() {
        return new Target("comment", command.commentId());
    }
}
