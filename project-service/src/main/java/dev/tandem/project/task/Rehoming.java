package dev.tandem.project.task;

import dev.tandem.kit.table.Columns;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the tasks of a deleted section.
 *
 * @param target the section that gets them; null for none
 */
public record Rehoming(UUID section, @Nullable UUID target, Instant at) {

    static final Columns<Rehoming> COLUMNS = Columns.<Rehoming>none()
            .id("section_id", Rehoming::section)
            .id("target", Rehoming::target)
            .time("at", Rehoming::at);
}
