package dev.tandem.contracts;

import java.util.UUID;

/** Something that someone did to a task. */
public sealed interface TaskFact extends Fact
        permits TaskCreated,
                TaskRenamed,
                TaskDescribed,
                TaskAssigned,
                TaskUnassigned,
                TaskMoved,
                TaskRescheduled,
                TaskCompleted,
                TaskReopened,
                CommentAdded {

    UUID taskId();

    UUID projectId();

    /** What the task is called, after it. */
    String title();

    Person by();
}
