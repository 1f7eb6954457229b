package dev.tandem.project.decision;

import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import org.jspecify.annotations.Nullable;

/** Whether something is still as its reader saw it. */
public final class Versions {

    private Versions() {}

    /**
     * What to say to someone who has seen another version than the present one.
     *
     * @param thing as in {@code The project}
     * @param expected null when the reader does not mind
     */
    public static @Nullable Problem objection(String thing, @Nullable Long expected, long present) {
        return expected == null || expected == present
                ? null
                : Problems.preconditionFailed(thing + " has changed since version " + expected + "; it is at " + present
                        + " now. Read it again.");
    }
}
