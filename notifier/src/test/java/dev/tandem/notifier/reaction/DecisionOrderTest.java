package dev.tandem.notifier.reaction;

import static dev.tandem.notifier.Facts.ANNA;
import static dev.tandem.notifier.Facts.aMemberAdded;
import static dev.tandem.notifier.Facts.aProjectCreated;
import static dev.tandem.notifier.Facts.aTaskAssigned;
import static dev.tandem.notifier.Facts.aWorkspaceCreated;
import static dev.tandem.notifier.Facts.anId;
import static dev.tandem.notifier.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.ProjectDescribed;
import dev.tandem.contracts.TaskCompleted;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.messaging.Outcome;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.announcement.ReceivedFact;
import dev.tandem.notifier.membership.Rosters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Tests in memory the outcomes and announcements of a batch. */
class DecisionOrderTest {

    private static final UUID W = anId();
    private static final UUID V = anId();

    @Test
    void a_project_is_told_to_every_member_but_its_creator() {
        Conclusion conclusion = decide(Map.of(W, 2L), Set.of("anna", "bob"), told(aProjectCreated(W, "Apollo", 2), 1));

        assertThat(conclusion.outcomes()).containsExactly(Outcome.done());
        assertThat(conclusion.announcements()).singleElement().satisfies(announcement -> {
            assertThat(announcement.sentence().text()).isEqualTo("Anna created the project Apollo");
            assertThat(announcement.recipients()).containsExactly("bob");
        });
    }

    @Test
    void what_would_make_a_transaction_too_large_comes_with_the_next() {
        Set<String> members = IntStream.rangeClosed(1, DecisionOrder.MOST_ROWS * 2 / 3)
                .mapToObj(i -> "user-" + i)
                .collect(Collectors.toSet());
        Conclusion conclusion = decide(
                Map.of(W, 2L),
                members,
                told(aProjectCreated(W, "Apollo", 2), 1),
                told(aProjectCreated(W, "Gemini", 2), 1),
                told(aTaskAssigned(W, "Land", "carol"), 1));

        assertThat(conclusion.outcomes()).containsExactly(Outcome.done(), Outcome.noRoom(), Outcome.done());
        assertThat(conclusion.announcements()).hasSize(2);
    }

    @Test
    void one_fact_always_finds_room() {
        Set<String> members = IntStream.rangeClosed(1, DecisionOrder.MOST_ROWS + 1)
                .mapToObj(i -> "user-" + i)
                .collect(Collectors.toSet());

        assertThat(decide(Map.of(W, 2L), members, told(aProjectCreated(W, "Apollo", 2), 1))
                        .outcomes())
                .containsExactly(Outcome.done());
    }

    @Test
    void events_that_depend_on_one_another_may_come_in_any_order() {
        Conclusion conclusion = decide(
                Map.of(),
                Set.of(),
                told(aProjectCreated(W, "Apollo", 3), 1),
                told(aMemberAdded(W, "carol"), 3),
                told(aWorkspaceCreated(W), 1),
                told(aMemberAdded(W, "bob"), 2));

        assertThat(conclusion.outcomes()).containsOnly(Outcome.done());
        assertThat(conclusion.announcements())
                .extracting(Announcement::kind, Announcement::recipients)
                .containsExactly(
                        tuple("project.created", List.of("bob", "carol")),
                        tuple("member.added", List.of("carol")),
                        tuple("member.added", List.of("bob")));
    }

    @Test
    void a_change_behind_a_gap_is_kept_what_needs_it_comes_again_and_the_rest_does_not_wait() {
        Conclusion conclusion = decide(
                Map.of(W, 1L),
                Set.of("anna", "zoe"),
                told(aMemberAdded(W, "carol"), 3),
                told(aProjectCreated(W, "early", 3), 1),
                told(aProjectCreated(W, "due", 1), 1),
                told(aWorkspaceCreated(V), 1));

        assertThat(conclusion.outcomes())
                .containsExactly(
                        Outcome.done(),
                        Outcome.early("membership is at 1, what everybody is told needs 3"),
                        Outcome.done(),
                        Outcome.done());
        assertThat(conclusion.announcements())
                .extracting(announcement -> announcement.sentence().text())
                .containsExactly("anna added you to the workspace as member", "Anna created the project due");
    }

    @Test
    void a_project_of_an_unknown_workspace_waits() {
        assertThat(decide(Map.of(), Set.of(), told(aProjectCreated(W, "early", 1), 1))
                        .outcomes())
                .containsExactly(Outcome.early("membership is at 0, what everybody is told needs 1"));
    }

    @Test
    void a_membership_that_is_further_on_is_told_as_it_is_now() {
        Conclusion conclusion = decide(
                Map.of(W, 2L),
                Set.of("anna", "bob", "carol"),
                told(aProjectCreated(W, "Apollo", 2), 1),
                told(new MemberRemoved(W, "bob"), 3));

        assertThat(conclusion.announcements())
                .singleElement()
                .extracting(Announcement::recipients)
                .isEqualTo(List.of("carol"));
    }

    @Test
    void an_event_in_the_envelope_of_another_workspace_is_refused() {
        Conclusion conclusion = decide(
                Map.of(W, 1L),
                Set.of("anna", "bob"),
                foreign(aProjectCreated(W, "Apollo", 1)),
                foreign(aMemberAdded(W, "bob")),
                foreign(aTaskAssigned(W, "Write the tests", "bob")));

        assertThat(conclusion.outcomes()).hasSize(3).allMatch(Outcome.Refuse.class::isInstance);
        assertThat(conclusion.announcements()).isEmpty();
    }

    @Test
    void what_concerns_named_users_needs_no_membership() {
        ReceivedFact assigned = told(aTaskAssigned(W, "Write the tests", "bob"), 1);
        ReceivedFact completed = told(new TaskCompleted(anId(), anId(), W, "Write the tests", "bob", "carol", ANNA), 2);
        ReceivedFact described = told(new ProjectDescribed(anId(), W, "Apollo", ANNA), 2);

        DecisionOrder decisionOrder = DecisionOrder.of(List.of(assigned, completed, described));

        assertThat(decisionOrder.workspaces()).isEmpty();
        assertThat(decisionOrder.workspacesToTell()).isEmpty();
        assertThat(decisionOrder.decide(Rosters.knowing(Map.of(), Map.of())).announcements())
                .extracting(Announcement::recipients)
                .containsExactly(List.of("bob"), List.of("bob", "carol"));
    }

    @Test
    void a_membership_is_told_though_it_is_kept_for_later_or_known_already() {
        Conclusion conclusion = decide(
                Map.of(W, 2L),
                Set.of("anna", "bob"),
                told(aMemberAdded(W, "carol"), 4),
                told(aMemberAdded(W, "bob"), 2));

        assertThat(conclusion.outcomes()).containsOnly(Outcome.done());
        assertThat(conclusion.announcements())
                .extracting(Announcement::recipients)
                .containsExactly(List.of("carol"), List.of("bob"));
    }

    @Test
    void of_changes_behind_a_gap_a_thousand_are_kept() {
        ReceivedFact[] changes = LongStream.rangeClosed(3, 1_003)
                .mapToObj(version -> told(aMemberAdded(W, "user" + version), version))
                .toArray(ReceivedFact[]::new);

        List<Outcome> outcomes = decide(Map.of(W, 1L), Set.of("anna"), changes).outcomes();

        assertThat(outcomes.subList(0, 1_000)).containsOnly(Outcome.done());
        assertThat(outcomes.get(1_000)).isEqualTo(Outcome.early("membership is at 1, the event at 1003"));
    }

    @Test
    void a_change_that_makes_no_sense_is_refused() {
        assertThat(decide(Map.of(W, 1L), Set.of("anna"), told(aMemberAdded(W, "bob"), 0))
                        .outcomes())
                .singleElement()
                .isInstanceOf(Outcome.Refuse.class);
    }

    private static ReceivedFact told(Fact fact, long sequence) {
        UUID workspace = fact instanceof WorkspaceCreated created ? created.workspaceId() : W;
        return new ReceivedFact(envelope(fact, workspace, sequence), fact);
    }

    private static ReceivedFact foreign(Fact fact) {
        return new ReceivedFact(envelope(fact, V, 1), fact);
    }

    private static Conclusion decide(Map<UUID, Long> versions, Set<String> users, ReceivedFact... facts) {
        Rosters rosters = Rosters.knowing(versions, Map.of(W, users));
        return DecisionOrder.of(List.of(facts)).decide(rosters);
    }
}
