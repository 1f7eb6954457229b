package dev.tandem.project.task;

import dev.tandem.contracts.Person;
import dev.tandem.kit.table.Columns;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the tasks of a deleted section.
 *
 * @param target the section that gets them; null for none
 * @param by who deleted the section
 */
public record Rehoming(UUID section, @Nullable UUID target, Instant at, Person by) {

    static final Columns<Rehoming> COLUMNS = Columns.<Rehoming>none()
            .id("section_id", Rehoming::section)
            .id("target", Rehoming::target)
            .time("at", Rehoming::at)
            .text("actor_id", rehoming -> rehoming.by().userId())
            .text("actor_name", rehoming -> rehoming.by().name());
}
