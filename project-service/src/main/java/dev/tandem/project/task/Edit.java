package dev.tandem.project.task;

import dev.tandem.project.decision.Occurrence;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task's next version, with one thing in it different. */
record Edit(Task task, Occurrence occurrence) {

    Task titled(String title, @Nullable String description) {
        return with(title, description, task.sectionId(), task.assigneeId(), task.dueOn(), task.completedAt());
    }

    Task placed(@Nullable UUID section, @Nullable String assignee, @Nullable LocalDate dueOn) {
        return with(task.title(), task.description(), section, assignee, dueOn, task.completedAt());
    }

    /** @param at null when there is something to do again */
    Task completed(@Nullable Instant at) {
        return with(task.title(), task.description(), task.sectionId(), task.assigneeId(), task.dueOn(), at);
    }

    private Task with(
            String title,
            @Nullable String description,
            @Nullable UUID section,
            @Nullable String assignee,
            @Nullable LocalDate dueOn,
            @Nullable Instant completedAt) {
        return new Task(
                task.id(),
                task.workspaceId(),
                task.projectId(),
                section,
                title,
                description,
                assignee,
                dueOn,
                completedAt,
                task.commentCount(),
                occurrence.sequence(),
                task.built(),
                task.createdBy(),
                task.createdAt(),
                occurrence.at());
    }
}
