package dev.tandem.project.task;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads and writes the day on which a task is due: 2026-12-24 in messages and answers. */
final class DueDay {

    private DueDay() {}

    /** @param text in the form that the contracts allow */
    static @Nullable LocalDate of(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }

    static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }
}
