package dev.tandem.project.order;

import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where an item is to stand in its list.
 *
 * @param neighbour the item next to it; null at either end of the list
 * @param before true for before the neighbour, or at the beginning
 */
public record Place(@Nullable UUID neighbour, boolean before) {

    public static final Place FIRST = new Place(null, true);
    public static final Place LAST = new Place(null, false);

    /** The place that a command asks for; null if it asks for none. */
    public static @Nullable Place of(@Nullable UUID before, @Nullable UUID after, @Nullable String end) {
        if (before != null || after != null) {
            return before != null ? new Place(before, true) : new Place(after, false);
        }
        return end == null ? null : end.equals("first") ? FIRST : LAST;
    }

    /** The place that a new item asks for; the last if it asks for none. */
    public static Place ofNew(@Nullable UUID before, @Nullable UUID after, @Nullable String end) {
        return Objects.requireNonNullElse(of(before, after, end), LAST);
    }

    /** Returns why a command cannot ask for all of these, or null if it asks for one or none. */
    public static @Nullable Problem objection(@Nullable UUID before, @Nullable UUID after, @Nullable String end) {
        if (Stream.of(before, after, end).filter(Objects::nonNull).count() < 2) {
            return null;
        }
        String pointer = end == null ? "/after" : "/place";
        return Problems.invalid(
                "Name one place: before, after, first or last.",
                List.of(new Violation(pointer, "contradicts another member")));
    }

    String pointer() {
        return before ? "/before" : "/after";
    }
}
