package dev.tandem.notifier.membership;

import static dev.tandem.notifier.Facts.aMemberAdded;
import static dev.tandem.notifier.Facts.aProjectCreated;
import static dev.tandem.notifier.Facts.aWorkspaceCreated;
import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.Role;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {

    private static final UUID W = anId();

    static Stream<Arguments> table() {
        Fact created = aWorkspaceCreated(W);
        Fact added = aMemberAdded(W, "bob");
        Fact changed = new MemberChanged(W, "bob", Role.admin, null, null, null);
        Fact removed = new MemberRemoved(W, "bob");
        return Stream.of(
                arguments(created, 1, 0, new Verdict.Applies()),
                arguments(created, 1, 1, new Verdict.Stale()),
                arguments(created, 1, 7, new Verdict.Stale()),
                arguments(added, 2, 1, new Verdict.Applies()),
                arguments(changed, 3, 2, new Verdict.Applies()),
                arguments(removed, 4, 3, new Verdict.Applies()),
                arguments(added, 2, 2, new Verdict.Stale()),
                arguments(removed, 4, 9, new Verdict.Stale()),
                arguments(added, 2, 0, new Verdict.Ahead("membership is at 0, the event at 2")),
                arguments(changed, 5, 3, new Verdict.Ahead("membership is at 3, the event at 5")),
                arguments(created, 2, 1, new Verdict.Absurd("A workspace begins at membership version 1, not at 2")),
                arguments(
                        added,
                        1,
                        0,
                        new Verdict.Absurd("Membership version 1 is the workspace's creation and nothing else")),
                arguments(
                        removed, 0, 3, new Verdict.Absurd("The event says not which membership version it leads to")));
    }

    @ParameterizedTest(name = "{0} at {1}, known {2}: {3}")
    @MethodSource("table")
    void decides(Fact fact, long version, long known, Verdict expected) {
        assertThat(Verdict.decide(MembershipChange.of(fact, version, anId()).orElseThrow(), known))
                .isEqualTo(expected);
    }

    @Test
    void a_project_changes_no_membership() {
        assertThat(MembershipChange.of(aProjectCreated(W, "Apollo", 1), 1, anId()))
                .isEmpty();
    }
}
