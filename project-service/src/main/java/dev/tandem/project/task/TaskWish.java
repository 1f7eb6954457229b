package dev.tandem.project.task;

import dev.tandem.contracts.ChangeTask;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Task as it is to be after a command: as told, and otherwise as it is. Cleared is stronger than told. */
record TaskWish(
        String title,
        @Nullable String description,
        @Nullable UUID sectionId,
        @Nullable String assigneeId,
        @Nullable LocalDate dueOn,
        boolean completed) {

    static TaskWish of(ChangeTask command, Task task) {
        return new TaskWish(
                Objects.requireNonNullElse(command.title(), task.title()),
                wished(command, "description", command.description(), task.description()),
                wished(command, "sectionId", command.sectionId(), task.sectionId()),
                wished(command, "assigneeId", command.assigneeId(), task.assigneeId()),
                wished(command, "dueOn", DueDay.of(command.dueOn()), task.dueOn()),
                Objects.requireNonNullElse(command.completed(), task.completed()));
    }

    private static <V> @Nullable V wished(ChangeTask command, String member, @Nullable V told, @Nullable V present) {
        if (command.clear().contains(member)) {
            return null;
        }
        return told == null ? present : told;
    }
}
