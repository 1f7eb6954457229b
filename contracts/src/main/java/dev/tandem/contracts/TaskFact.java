package dev.tandem.contracts;

import java.util.UUID;

/** An event of a task, caused by a user. */
public sealed interface TaskFact extends Fact
        permits TaskCreated,
                TaskRenamed,
                TaskDescribed,
                TaskAssigned,
                TaskUnassigned,
                TaskMoved,
                TaskReordered,
                TaskRescheduled,
                TaskCompleted,
                TaskReopened,
                TaskDeleted,
                TaskRestored,
                CommentFact {

    UUID taskId();

    UUID projectId();

    /** The task's title after the event. */
    String title();

    Person by();
}
