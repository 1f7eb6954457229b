package dev.tandem.project.task;

import dev.tandem.contracts.ChangeTask;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Task as it is to be after a command: as told, and otherwise as it is. Cleared is stronger than told. */
record DesiredTask(
        String title,
        @Nullable String description,
        @Nullable UUID sectionId,
        @Nullable String assigneeId,
        @Nullable LocalDate dueOn,
        boolean completed) {

    static DesiredTask of(ChangeTask command, Task task) {
        return new DesiredTask(
                Objects.requireNonNullElse(command.title(), task.title()),
                desired(command, "description", command.description(), task.description()),
                desired(command, "sectionId", command.sectionId(), task.sectionId()),
                desired(command, "assigneeId", command.assigneeId(), task.assigneeId()),
                desired(command, "dueOn", DueDay.of(command.dueOn()), task.dueOn()),
                Objects.requireNonNullElse(command.completed(), task.completed()));
    }

    private static <V> @Nullable V desired(ChangeTask command, String member, @Nullable V told, @Nullable V present) {
        if (command.clear().contains(member)) {
            return null;
        }
        return told == null ? present : told;
    }
}
