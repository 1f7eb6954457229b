package dev.tandem.feed.entry;

import static dev.tandem.feed.Facts.ANNA;
import static dev.tandem.feed.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import dev.tandem.contracts.Person;
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
import dev.tandem.contracts.SectionFact;
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
import dev.tandem.feed.Facts;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FeedEntryTest {

    private static final UUID W = Facts.anId();
    private static final UUID P = Facts.anId();
    private static final UUID S = Facts.anId();
    private static final UUID T = Facts.anId();
    private static final UUID C = Facts.anId();
    private static final Person NAMELESS = new Person("u-1", null, null);
    private static final String TESTS = "Write the tests";
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123456789Z");

    private static final Topic WORKSPACE = new Topic("workspace", W.toString(), "Acme");
    private static final Topic PROJECT = new Topic("project", P.toString(), "Apollo");
    private static final Topic SECTION = new Topic("section", S.toString(), "Doing");
    private static final Topic TASK = new Topic("task", T.toString(), TESTS);
    private static final Topic COMMENT = new Topic("comment", C.toString(), null);
    private static final Topic BOB = new Topic("member", "bob", "Bob");
    private static final Topic NAMELESS_BOB = new Topic("member", "bob", null);

    static Stream<Arguments> entries() {
        return Stream.of(ofWorkspaces(), ofProjects(), ofTasks()).flatMap(List::stream);
    }

    private static List<Arguments> ofWorkspaces() {
        return List.of(
                arguments(
                        new WorkspaceCreated(W, "Acme", ANNA),
                        "workspace.created by anna",
                        WORKSPACE,
                        "Anna created the workspace Acme"),
                arguments(
                        new MemberAdded(W, "bob", Role.admin, null, "Bob", null),
                        "member.added by anna",
                        BOB,
                        "anna added Bob as admin"),
                arguments(
                        new MemberAdded(W, "bob", Role.viewer, null, null, null),
                        "member.added",
                        NAMELESS_BOB,
                        "Someone added bob as viewer"),
                arguments(
                        new MemberAdded(W, "bob", Role.viewer, null, null, null),
                        "member.added by bob",
                        NAMELESS_BOB,
                        "bob joined as viewer"),
                arguments(
                        new MemberChanged(W, "bob", Role.owner, null, "Bob", null),
                        "member.changed by anna",
                        BOB,
                        "anna changed the membership of Bob, now owner"),
                arguments(
                        new MemberChanged(W, "bob", Role.member, null, "Bob", null),
                        "member.changed by bob",
                        BOB,
                        "bob changed their own membership, now member"),
                arguments(
                        new MemberChanged(W, "bob", Role.member, "bob@example.com", "Bob", Role.member),
                        "member.changed by anna",
                        BOB,
                        "anna changed the profile of Bob"),
                arguments(
                        new MemberChanged(W, "bob", Role.member, null, "Bob", Role.member),
                        "member.changed by bob",
                        BOB,
                        "bob changed their own profile"),
                arguments(new MemberRemoved(W, "bob"), "member.removed by anna", NAMELESS_BOB, "anna removed bob"),
                arguments(
                        new MemberRemoved(W, "bob"), "member.removed by bob", NAMELESS_BOB, "bob left the workspace"));
    }

    private static List<Arguments> ofProjects() {
        return List.of(
                arguments(
                        new ProjectCreated(P, W, "Apollo", "bob", ANNA, null, 3),
                        "project.created by anna",
                        PROJECT,
                        "Anna created the project Apollo"),
                arguments(
                        new ProjectCreated(P, W, "Apollo", "bob", NAMELESS, null, 3),
                        "project.created by u-1",
                        PROJECT,
                        "u-1 created the project Apollo"),
                arguments(
                        new ProjectRenamed(P, W, "Apollo", "Gemini", ANNA),
                        "project.renamed by anna",
                        PROJECT,
                        "Anna renamed the project Gemini to Apollo"),
                arguments(
                        new ProjectDescribed(P, W, "Apollo", ANNA),
                        "project.described by anna",
                        PROJECT,
                        "Anna changed the description of the project Apollo"),
                arguments(
                        new ProjectArchived(P, W, "Apollo", ANNA),
                        "project.archived by anna",
                        PROJECT,
                        "Anna archived the project Apollo"),
                arguments(
                        new ProjectRestored(P, W, "Apollo", ANNA),
                        "project.restored by anna",
                        PROJECT,
                        "Anna restored the project Apollo"),
                arguments(
                        new ProjectDeleted(P, W, "Apollo", ANNA),
                        "project.deleted by anna",
                        PROJECT,
                        "Anna deleted the project Apollo"),
                arguments(
                        new ProjectSetupRequested(P, W, "Apollo", "kanban", ANNA),
                        "project.setup-requested by anna",
                        PROJECT,
                        "Anna had the project Apollo set up once more"),
                arguments(
                        new ProjectStructured(P, W, "Apollo", "kanban", 3, 1),
                        "project.structured",
                        PROJECT,
                        "The project Apollo was set up with 3 sections and 1 task"),
                arguments(
                        new ProjectSetupFailed(P, W, "Apollo", "kanbam", "There is no template kanbam."),
                        "project.setup-failed",
                        PROJECT,
                        "The project Apollo could not be set up: There is no template kanbam."),
                arguments(
                        new SectionCreated(S, P, W, "Doing", null, null, ANNA),
                        "section.created by anna",
                        SECTION,
                        "Anna added the section Doing"),
                arguments(
                        new SectionRenamed(S, P, W, "Doing", "To do", ANNA),
                        "section.renamed by anna",
                        SECTION,
                        "Anna renamed the section To do to Doing"),
                arguments(
                        new SectionDeleted(S, P, W, "Doing", null, null, ANNA),
                        "section.deleted by anna",
                        SECTION,
                        "Anna deleted the section Doing"),
                arguments(
                        new SectionDeleted(S, P, W, "Doing", T, "Done", ANNA),
                        "section.deleted by anna",
                        SECTION,
                        "Anna deleted the section Doing and moved its tasks to Done"));
    }

    private static List<Arguments> ofTasks() {
        return List.of(
                arguments(
                        new TaskCreated(T, P, W, TESTS, S, null, null, null, null, ANNA),
                        "task.created by anna",
                        TASK,
                        "Anna created the task Write the tests"),
                arguments(
                        new TaskCreated(T, P, W, TESTS, null, "bob", "2026-12-24", null, null, ANNA),
                        "task.created by anna",
                        TASK,
                        "Anna created the task Write the tests and assigned it to bob"),
                arguments(
                        new TaskRenamed(T, P, W, TESTS, "Test", ANNA),
                        "task.renamed by anna",
                        TASK,
                        "Anna renamed Test to Write the tests"),
                arguments(
                        new TaskDescribed(T, P, W, TESTS, null, ANNA),
                        "task.described by anna",
                        TASK,
                        "Anna changed the description of Write the tests"),
                arguments(
                        new TaskDescribed(T, P, W, TESTS, List.of("description", "startOn"), ANNA),
                        "task.described by anna",
                        TASK,
                        "Anna changed the description and start on of Write the tests"),
                arguments(
                        new TaskAssigned(T, P, W, TESTS, "bob", "carol", ANNA),
                        "task.assigned by anna",
                        TASK,
                        "Anna assigned Write the tests to bob"),
                arguments(
                        new TaskAssigned(T, P, W, TESTS, "anna", null, ANNA),
                        "task.assigned by anna",
                        TASK,
                        "Anna assigned Write the tests to themselves"),
                arguments(
                        new TaskUnassigned(T, P, W, TESTS, "bob", ANNA),
                        "task.unassigned by anna",
                        TASK,
                        "Anna unassigned bob from Write the tests"),
                arguments(
                        new TaskMoved(T, P, W, TESTS, S, "Doing", null, null, ANNA),
                        "task.moved by anna",
                        TASK,
                        "Anna moved Write the tests to Doing"),
                arguments(
                        new TaskMoved(T, P, W, TESTS, S, null, null, null, ANNA),
                        "task.moved by anna",
                        TASK,
                        "Anna moved Write the tests to another section"),
                arguments(
                        new TaskMoved(T, P, W, TESTS, null, null, null, null, ANNA),
                        "task.moved by anna",
                        TASK,
                        "Anna moved Write the tests out of its section"),
                arguments(
                        new TaskRescheduled(T, P, W, TESTS, "2026-12-24", null, "bob", ANNA),
                        "task.rescheduled by anna",
                        TASK,
                        "Anna set the due date of Write the tests to 2026-12-24"),
                arguments(
                        new TaskRescheduled(T, P, W, TESTS, null, null, "bob", ANNA),
                        "task.rescheduled by anna",
                        TASK,
                        "Anna removed the due date of Write the tests"),
                arguments(
                        new TaskCompleted(T, P, W, TESTS, "bob", "carol", ANNA),
                        "task.completed by anna",
                        TASK,
                        "Anna completed Write the tests"),
                arguments(
                        new TaskReopened(T, P, W, TESTS, "bob", "carol", NAMELESS),
                        "task.reopened by u-1",
                        TASK,
                        "u-1 reopened Write the tests"),
                arguments(
                        new TaskDeleted(T, P, W, TESTS, false, "bob", "carol", ANNA),
                        "task.deleted by anna",
                        TASK,
                        "Anna deleted the task Write the tests"),
                arguments(
                        new TaskRestored(T, P, W, TESTS, S, "V", false, "bob", "carol", ANNA),
                        "task.restored by anna",
                        TASK,
                        "Anna restored the task Write the tests"),
                arguments(
                        new CommentAdded(C, T, P, W, TESTS, "Well done…", List.of("bob"), "bob", "carol", ANNA),
                        "comment.added by anna",
                        COMMENT,
                        "Anna commented on Write the tests: Well done…"),
                arguments(
                        new CommentEdited(C, T, P, W, TESTS, "Very well done…", List.of("bob"), ANNA),
                        "comment.edited by anna",
                        COMMENT,
                        "Anna edited a comment on Write the tests: Very well done…"),
                arguments(
                        new CommentDeleted(C, T, P, W, TESTS, "anna", ANNA),
                        "comment.deleted by anna",
                        COMMENT,
                        "Anna deleted a comment on Write the tests"),
                arguments(
                        new CommentDeleted(C, T, P, W, TESTS, "bob", ANNA),
                        "comment.deleted by anna",
                        COMMENT,
                        "Anna deleted a comment of bob on Write the tests"));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void an_event_becomes_an_entry(Fact fact, String verbAndActor, Topic object, String summary) {
        String[] deed = verbAndActor.split(" by ");
        String actor = deed.length > 1 ? deed[1] : null;
        var envelope = envelope(fact, W, envelopeActor(fact, actor), NOW);

        FeedEntry entry = FeedEntry.of(envelope, fact).orElseThrow();

        assertThat(entry.id()).isEqualTo(envelope.id());
        assertThat(entry.workspaceId()).isEqualTo(W);
        assertThat(entry.projectId())
                .isEqualTo(object.equals(WORKSPACE) || object.type().equals("member") ? null : P);
        assertThat(entry.taskId()).isEqualTo(fact instanceof TaskFact ? T : null);
        assertThat(entry.at()).isEqualTo("2026-11-01T10:00:00.123456Z");
        assertThat(entry.verb()).isEqualTo(deed[0]);
        assertThat(entry.actor() == null ? null : entry.actor().id()).isEqualTo(actor);
        assertThat(entry.object()).isEqualTo(object);
        assertThat(entry.summary()).isEqualTo(summary);
    }

    /** The fact itself names the actor of changes to projects and tasks; another name in the envelope has no effect. */
    private static @Nullable String envelopeActor(Fact fact, @Nullable String actor) {
        return fact instanceof ProjectFact || fact instanceof TaskFact || fact instanceof SectionFact ? "zoe" : actor;
    }

    static Stream<Fact> untold() {
        return Stream.of(
                new TaskReordered(T, P, W, TESTS, "V", null, ANNA),
                new SectionReordered(S, P, W, "Doing", "V", null, ANNA),
                new TaskPurged(T, P, W));
    }

    @ParameterizedTest
    @MethodSource("untold")
    void where_something_stands_and_what_the_system_removed_is_no_entry(Fact fact) {
        assertThat(FeedEntry.of(envelope(fact, W), fact)).isEmpty();
    }

    @Test
    void there_is_an_entry_for_every_other_kind_of_fact() {
        assertThat(entries().map(row -> row.get()[0].getClass().getName()).distinct())
                .containsExactlyInAnyOrderElementsOf(Contracts.all().stream()
                        .map(Contract::payload)
                        .filter(Fact.class::isAssignableFrom)
                        .filter(kind -> untold().noneMatch(kind::isInstance))
                        .map(Class::getName)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void an_envelope_of_another_workspace_is_no_entry(Fact fact) {
        assertThatIllegalArgumentException().isThrownBy(() -> FeedEntry.of(envelope(fact, Facts.anId()), fact));
    }
}
