package dev.tandem.contracts;

import java.util.UUID;

/** An event of a comment, caused by a user; its sequence is the version of the comment. */
public sealed interface CommentFact extends TaskFact permits CommentAdded, CommentEdited, CommentDeleted {

    UUID commentId();
}
