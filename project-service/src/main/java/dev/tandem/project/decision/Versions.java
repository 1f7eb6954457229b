package dev.tandem.project.decision;

import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the present version of something with the one that its reader saw. */
public final class Versions {

    private Versions() {}

    /** What to say to someone who has seen another version than the present one. */
    public static @Nullable Problem objection(
            String thing, @Nullable Long expected, @Nullable List<Long> others, long present) {
        return objection(thing, expected, others, present, present);
    }

    /**
     * What to say to someone who has seen no version that is as good as the present one.
     *
     * @param thing as in {@code The project}
     * @param expected null when the reader does not mind
     * @param others versions that the reader takes too; null where there are none
     * @param since the oldest version that is as good as the present one
     */
    public static @Nullable Problem objection(
            String thing, @Nullable Long expected, @Nullable List<Long> others, long since, long present) {
        return expected == null
                        || isBetween(since, expected, present)
                        || (others != null && others.stream().anyMatch(other -> isBetween(since, other, present)))
                ? null
                : Problems.preconditionFailed(thing + " has changed since version " + expected + "; it is at " + present
                        + " now. Read it again.");
    }

    private static boolean isBetween(long since, long version, long present) {
        return since <= version && version <= present;
    }
}
