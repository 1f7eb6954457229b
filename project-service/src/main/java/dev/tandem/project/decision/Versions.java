package dev.tandem.project.decision;

import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the version that a client expects against the current one. */
public final class Versions {

    private Versions() {}

    /** Returns a problem unless one of the client's versions is the current one. */
    public static @Nullable Problem objection(
            String thing, @Nullable Long expected, @Nullable List<Long> others, long present) {
        return objection(thing, expected, others, present, present);
    }

    /**
     * Returns a problem unless one of the client's versions is as good as the current one.
     *
     * @param thing as in {@code The project}
     * @param expected null when any version will do
     * @param others further versions that the client accepts; null when there are none
     * @param since the oldest version that is as good as the current one
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
