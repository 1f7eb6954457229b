package dev.tandem.project.task;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The day on which a task is due: in messages and answers as 2026-12-24. */
final class DueDay {

    private DueDay() {}

    /** @param text as the contracts allow it */
    static @Nullable LocalDate of(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }

    static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }
}
