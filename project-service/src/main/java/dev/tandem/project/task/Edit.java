package dev.tandem.project.task;

import dev.tandem.project.decision.Occurrence;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task's next version, with one thing in it different. */
record Edit(Task task, Occurrence occurrence) {

    Task titled(String title, @Nullable String description) {
        return with(
                title,
                description,
                task.sectionId(),
                task.assigneeId(),
                task.dueOn(),
                task.completedAt(),
                task.commentCount());
    }

    Task placed(@Nullable UUID section, @Nullable String assignee, @Nullable LocalDate dueOn) {
        return with(
                task.title(), task.description(), section, assignee, dueOn, task.completedAt(), task.commentCount());
    }

    Task counted(@Nullable Instant completedAt, int comments) {
        return with(
                task.title(),
                task.description(),
                task.sectionId(),
                task.assigneeId(),
                task.dueOn(),
                completedAt,
                comments);
    }

    private Task with(
            String title,
            @Nullable String description,
            @Nullable UUID section,
            @Nullable String assignee,
            @Nullable LocalDate dueOn,
            @Nullable Instant completedAt,
            int comments) {
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
                comments,
                occurrence.sequence(),
                task.built(),
                task.createdBy(),
                task.createdAt(),
                occurrence.at());
    }
}
