package dev.tandem.acceptance.torture;

import dev.tandem.acceptance.torture.check.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Outcome and counts of one scenario.
 *
 * @param accepted operations that got a 202
 * @param heard events received by streams
 * @param failed accepted operations that had to fail, and did
 * @param unsettled number of repeated requests after an unknown outcome
 * @param replayed dead letters that were replayed with success
 * @param settling time from the end of load and faults until every promise was kept
 */
record Result(
        String name,
        List<Injection> injections,
        int accepted,
        int memberChanges,
        int heard,
        int failed,
        int unsettled,
        int lostCommits,
        int replayed,
        Duration settling,
        List<Violation> violations) {

    long count(Violation.Kind kind) {
        return violations.stream().filter(each -> each.kind() == kind).count();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s  %-9s %5d accepted, %3d asked again, %3d replayed, settled after %5.1f s: %s",
                name,
                violations.isEmpty() ? "ok" : "VIOLATED",
                accepted,
                unsettled,
                replayed,
                settling.toMillis() / 1e3,
                injections.stream().map(Injection::toString).collect(Collectors.joining(", ")));
    }
}
