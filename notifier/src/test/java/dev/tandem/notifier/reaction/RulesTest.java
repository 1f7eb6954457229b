package dev.tandem.notifier.reaction;

import static dev.tandem.notifier.Facts.ANNA;
import static dev.tandem.notifier.Facts.anId;
import static dev.tandem.notifier.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.CommentDeleted;
import dev.tandem.contracts.CommentEdited;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.ProjectArchived;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.contracts.ProjectDescribed;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.ProjectRenamed;
import dev.tandem.contracts.ProjectRestored;
import dev.tandem.contracts.ProjectSetupFailed;
import dev.tandem.contracts.ProjectSetupRequested;
import dev.tandem.contracts.ProjectStructured;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.SectionCreated;
import dev.tandem.contracts.SectionDeleted;
import dev.tandem.contracts.SectionRenamed;
import dev.tandem.contracts.SectionReordered;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.TaskCompleted;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.contracts.TaskDeleted;
import dev.tandem.contracts.TaskDescribed;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskPurged;
import dev.tandem.contracts.TaskRenamed;
import dev.tandem.contracts.TaskReopened;
import dev.tandem.contracts.TaskReordered;
import dev.tandem.contracts.TaskRescheduled;
import dev.tandem.contracts.TaskRestored;
import dev.tandem.contracts.TaskUnassigned;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.announcement.ReceivedFact;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests who is notified when Anna acts in a workspace with bob, carol and zoe. */
class RulesTest {

    private static final List<String> TEAM = List.of("anna", "bob", "carol", "zoe");
    private static final UUID W = anId();
    private static final UUID P = anId();
    private static final UUID S = anId();
    private static final UUID T = anId();
    private static final String TESTS = "Write the tests";
    private static final String EVERYBODY_ELSE = "bob, carol, zoe: ";

    static Stream<Arguments> table() {
        return Stream.of(ofWorkspaces(), ofProjects(), ofTasks(), ofComments()).flatMap(List::stream);
    }

    private static List<Arguments> ofWorkspaces() {
        return List.of(
                says(new WorkspaceCreated(W, "Acme", ANNA)),
                says(
                        new MemberAdded(W, "bob", Role.admin, null, "Bob", null),
                        "bob: anna added you to the workspace as admin"),
                says(new MemberAdded(W, "anna", Role.member, null, null, null)),
                says(
                        new MemberChanged(W, "bob", Role.viewer, null, "Bob", null),
                        "bob: anna changed your membership, now viewer"),
                says(
                        new MemberChanged(W, "bob", Role.viewer, null, "Bob", Role.admin),
                        "bob: anna changed your membership, now viewer"),
                says(new MemberChanged(W, "bob", Role.viewer, "bob@example.com", "Bob", Role.viewer)),
                says(new MemberChanged(W, "anna", Role.viewer, null, null, null)),
                says(new MemberRemoved(W, "bob")));
    }

    private static List<Arguments> ofProjects() {
        return List.of(
                says(
                        new ProjectCreated(P, W, "Apollo", "bob", ANNA, null, 3),
                        EVERYBODY_ELSE + "Anna created the project Apollo"),
                says(
                        new ProjectRenamed(P, W, "Apollo", "Gemini", ANNA),
                        EVERYBODY_ELSE + "Anna renamed the project Gemini to Apollo"),
                says(new ProjectArchived(P, W, "Apollo", ANNA), EVERYBODY_ELSE + "Anna archived the project Apollo"),
                says(new ProjectRestored(P, W, "Apollo", ANNA), EVERYBODY_ELSE + "Anna restored the project Apollo"),
                says(new ProjectDeleted(P, W, "Apollo", ANNA), EVERYBODY_ELSE + "Anna deleted the project Apollo"),
                says(
                        new ProjectSetupFailed(P, W, "Apollo", "kanbam", "There is no template kanbam."),
                        "anna, bob, carol, zoe: The project Apollo could not be set up: There is no template kanbam."),
                says(new ProjectDescribed(P, W, "Apollo", ANNA)),
                says(new ProjectSetupRequested(P, W, "Apollo", "kanban", ANNA)),
                says(new ProjectStructured(P, W, "Apollo", "kanban", 3, 1)),
                says(new SectionCreated(S, P, W, "Doing", null, null, ANNA)),
                says(new SectionRenamed(S, P, W, "Doing", "To do", ANNA)),
                says(new SectionReordered(S, P, W, "Doing", "V", null, ANNA)),
                says(new SectionDeleted(S, P, W, "Doing", null, null, ANNA)),
                says(new TaskReordered(T, P, W, "Land", "V", null, ANNA)));
    }

    private static List<Arguments> ofTasks() {
        return List.of(
                says(new TaskCreated(T, P, W, TESTS, S, null, null, null, null, ANNA)),
                says(new TaskCreated(T, P, W, TESTS, S, "anna", null, null, null, ANNA)),
                says(
                        new TaskCreated(T, P, W, TESTS, null, "bob", null, null, null, ANNA),
                        "bob: Anna created the task Write the tests and assigned it to you"),
                says(
                        new TaskAssigned(T, P, W, TESTS, "bob", "carol", ANNA),
                        "bob: Anna assigned Write the tests to you",
                        "carol: Anna unassigned you from Write the tests"),
                says(new TaskAssigned(T, P, W, TESTS, "anna", null, ANNA)),
                says(new TaskUnassigned(T, P, W, TESTS, "bob", ANNA), "bob: Anna unassigned you from Write the tests"),
                says(new TaskUnassigned(T, P, W, TESTS, "anna", ANNA)),
                says(
                        new TaskCompleted(T, P, W, TESTS, "bob", "carol", ANNA),
                        "bob, carol: Anna completed Write the tests"),
                says(new TaskCompleted(T, P, W, TESTS, "bob", "bob", ANNA), "bob: Anna completed Write the tests"),
                says(new TaskCompleted(T, P, W, TESTS, null, "carol", ANNA), "carol: Anna completed Write the tests"),
                says(new TaskCompleted(T, P, W, TESTS, "anna", "anna", ANNA)),
                says(new TaskReopened(T, P, W, TESTS, "anna", "carol", ANNA), "carol: Anna reopened Write the tests"),
                says(
                        new TaskRescheduled(T, P, W, TESTS, "2026-12-24", "bob", "carol", ANNA),
                        "bob, carol: Anna set the due date of Write the tests to 2026-12-24"),
                says(
                        new TaskRescheduled(T, P, W, TESTS, null, "bob", "anna", ANNA),
                        "bob: Anna removed the due date of Write the tests"),
                says(
                        new TaskDeleted(T, P, W, TESTS, false, "bob", "carol", ANNA),
                        "bob, carol: Anna deleted Write the tests"),
                says(new TaskDeleted(T, P, W, TESTS, true, null, "anna", ANNA)),
                says(
                        new TaskRestored(T, P, W, TESTS, S, "V", false, "bob", "carol", ANNA),
                        "bob, carol: Anna restored Write the tests"),
                says(new TaskPurged(T, P, W)),
                says(new TaskRenamed(T, P, W, TESTS, "Test", ANNA)),
                says(new TaskDescribed(T, P, W, TESTS, null, ANNA)),
                says(new TaskMoved(T, P, W, TESTS, S, "Doing", null, null, ANNA)));
    }

    private static List<Arguments> ofComments() {
        return List.of(
                says(comment(List.of(), "bob", "carol"), "bob, carol: Anna commented on Write the tests: Well done…"),
                says(
                        comment(List.of("zoe"), "bob", "carol"),
                        "zoe: Anna mentioned you in a comment on Write the tests: Well done…",
                        "bob, carol: Anna commented on Write the tests: Well done…"),
                says(
                        comment(List.of("zoe", "bob", "anna"), "bob", "bob"),
                        "zoe, bob: Anna mentioned you in a comment on Write the tests: Well done…"),
                says(comment(List.of("anna"), null, "anna")),
                says(
                        new CommentEdited(anId(), T, P, W, TESTS, "Really…", List.of("zoe", "anna"), ANNA),
                        "zoe: Anna mentioned you in a comment on Write the tests: Really…"),
                says(new CommentDeleted(anId(), T, P, W, TESTS, "bob", ANNA)));
    }

    @ParameterizedTest
    @MethodSource("table")
    void of_a_fact_are_told(Fact fact, List<String> expected) {
        List<Announcement> announcements = Rules.announcements(told(fact), TEAM);

        assertThat(announcements)
                .extracting(each -> String.join(", ", each.recipients()) + ": "
                        + each.sentence().text())
                .isEqualTo(expected);
        assertThat(announcements).allSatisfy(announcement -> {
            assertThat(announcement.workspaceId()).isEqualTo(W);
            assertThat(announcement.projectId())
                    .isEqualTo(fact instanceof ProjectFact || fact instanceof TaskFact ? P : null);
            assertThat(announcement.taskId()).isEqualTo(fact instanceof TaskFact ? T : null);
            assertThat(announcement.kind()).isEqualTo(Contracts.of(fact).routingKey());
            assertThat(
                            announcement.actor() == null
                                    ? null
                                    : announcement.actor().id())
                    .isEqualTo(fact instanceof ProjectSetupFailed ? null : "anna");
        });
    }

    @ParameterizedTest
    @MethodSource("table")
    void the_members_are_asked_for_exactly_where_they_make_a_difference(Fact fact) {
        ReceivedFact told = told(fact);

        assertThat(Rules.concernsEverybody(fact))
                .isEqualTo(!Rules.announcements(told, TEAM).equals(Rules.announcements(told, List.of())));
    }

    @Test
    void there_is_a_rule_for_every_kind_of_fact() {
        assertThat(table().map(row -> row.get()[0].getClass().getName()).distinct())
                .containsExactlyInAnyOrderElementsOf(Contracts.all().stream()
                        .map(Contract::payload)
                        .filter(Fact.class::isAssignableFrom)
                        .map(Class::getName)
                        .toList());
    }

    @Test
    void a_long_reason_is_shortened_so_that_it_can_be_told() {
        Fact failed = new ProjectSetupFailed(P, W, "Apollo", "kanban", "x".repeat(4000));

        assertThat(Rules.announcements(told(failed), TEAM))
                .singleElement()
                .satisfies(announcement -> assertThat(announcement.sentence().text())
                        .hasSizeLessThan(600)
                        .endsWith("x…"));
    }

    @Test
    void without_an_actor_someone_did_it() {
        Fact added = new MemberAdded(W, "bob", Role.admin, null, null, null);

        assertThat(Rules.announcements(new ReceivedFact(envelope(added, W, 2, null), added), List.of()))
                .singleElement()
                .satisfies(announcement -> {
                    assertThat(announcement.sentence().text()).isEqualTo("Someone added you to the workspace as admin");
                    assertThat(announcement.actor()).isNull();
                });
    }

    private static ReceivedFact told(Fact fact) {
        return new ReceivedFact(envelope(fact, W, 1), fact);
    }

    private static Arguments says(Fact fact, String... lines) {
        return arguments(fact, List.of(lines));
    }

    private static CommentAdded comment(List<String> mentions, @Nullable String assignee, String creator) {
        return new CommentAdded(anId(), T, P, W, TESTS, "Well done…", mentions, assignee, creator, ANNA);
    }
}
