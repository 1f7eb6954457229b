package dev.tandem.project;

import static dev.tandem.project.TaskCommand.about;

import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.TaskDeleted;
import dev.tandem.kit.http.Problem;
import dev.tandem.project.comment.Comment;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.order.Order;
import dev.tandem.project.project.Project;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.project.Setup;
import dev.tandem.project.section.Section;
import dev.tandem.project.task.Details;
import dev.tandem.project.task.Task;
import dev.tandem.project.task.TaskReferences;
import dev.tandem.project.workspace.Member;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fixtures for decisions without a database: a project, its contents and its people. */
public final class Apollo {

    public static final UUID ACME = UUID.fromString("01980a3e-0000-7000-8000-000000000001");
    public static final UUID OTHER = UUID.fromString("01980a3e-0000-7000-8000-000000000002");
    public static final UUID APOLLO = UUID.fromString("01980a3e-0000-7000-8000-00000000000a");
    public static final UUID LANDING = UUID.fromString("01980a3e-0000-7000-8000-00000000000b");
    public static final UUID TO_DO = UUID.fromString("01980a3e-0000-7000-8000-00000000000c");
    public static final UUID DONE = UUID.fromString("01980a3e-0000-7000-8000-00000000000d");
    public static final UUID SAID = UUID.fromString("01980a3e-0000-7000-8000-00000000000e");
    public static final Instant THEN = Instant.parse("2026-02-01T08:00:00Z");
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final Person CAROL = new Person("carol", "carol@example.com", "Carol");

    private Apollo() {}

    /** Carol as a member of Acme with that role. */
    public static Member carol(Role role) {
        return new Member(ACME, "carol", role, "carol@example.com", "Carol", THEN);
    }

    public static Member member(String userId) {
        return new Member(ACME, userId, Role.member, null, null, THEN);
    }

    /** A project at version 5, with a description. */
    public static Project project() {
        return project(Setup.done, false, false);
    }

    public static Project project(Setup setup, boolean archived, boolean deleted) {
        return new Project(
                APOLLO,
                ACME,
                "Apollo",
                "To the moon",
                "bob",
                new Project.Plan(
                        setup == Setup.none ? null : "kanban",
                        setup,
                        setup == Setup.failed ? "There is no such template." : null),
                new Project.Edition(5, 5),
                new Project.Life("alice", THEN, THEN, archived ? THEN : null, deleted ? THEN : null));
    }

    public static ProjectAccess access(Role role) {
        return new ProjectAccess(project(), carol(role));
    }

    public static ProjectAccess access(Role role, Project project) {
        return new ProjectAccess(project, carol(role));
    }

    /** An open task at version 3, in a section, assigned to Bob, with a due day. */
    public static Task task() {
        Details details = Details.of(about(LANDING, APOLLO, ACME)
                .with("description", "Softly")
                .with("sectionId", TO_DO)
                .with("assigneeId", "bob")
                .with("dueOn", "2026-07-20")
                .create("Land"));
        return new Task(
                LANDING,
                ACME,
                APOLLO,
                details,
                "V0001",
                new Task.Tally(2, 0, 0),
                3,
                new Task.Start("alice", THEN, false),
                THEN,
                null);
    }

    /** {@link #task} after Carol has put it into the trash. */
    public static Task deletedTask() {
        Task task = task();
        TaskDeleted fact = new TaskDeleted(LANDING, APOLLO, ACME, "Land", false, "bob", "alice", CAROL);
        return task.after(fact, new Occurrence(fact, LANDING, task.version() + 1, NOW));
    }

    /** A comment on {@link #task} at version 2, which mentions Bob. */
    public static Comment comment(String author) {
        return new Comment(SAID, ACME, LANDING, author, null, "@bob is it soft?", List.of("bob"), THEN, 2, THEN);
    }

    public static Section section(UUID id, String name) {
        return new Section(id, ACME, APOLLO, name, "V", 0, 1, false, THEN);
    }

    public static Section sectionOfAnotherProject(UUID id) {
        return new Section(id, ACME, OTHER, "Elsewhere", "V", 0, 1, false, THEN);
    }

    /** What a command about a task refers to, in a project without other tasks. */
    public static TaskReferences references(@Nullable Section section, @Nullable Member assignee) {
        return new TaskReferences(section, assignee, Order.empty("task"));
    }

    public static List<Occurrence> occurrences(Decision decision) {
        if (decision instanceof Decision.Accepted accepted) {
            return accepted.occurrences();
        }
        throw new AssertionError(decision + " is a refusal");
    }

    public static List<Fact> facts(Decision decision) {
        return occurrences(decision).stream().map(Occurrence::fact).toList();
    }

    public static List<Long> sequences(Decision decision) {
        return occurrences(decision).stream().map(Occurrence::sequence).toList();
    }

    public static Problem refusal(Decision decision) {
        if (decision instanceof Decision.Refused refused) {
            return refused.problem();
        }
        throw new AssertionError(decision + " is no refusal");
    }

    public static List<String> pointers(Decision decision) {
        return refusal(decision).errors().stream()
                .map(violation -> violation.pointer())
                .toList();
    }

    /** Returns the project after all facts of the decision. */
    public static Project after(Project project, Command command, Decision decision) {
        Project state = project;
        for (Occurrence occurrence : occurrences(decision)) {
            state = state.after(command, occurrence);
        }
        return state;
    }

    /** Returns the task after all facts of the decision. */
    public static Task after(Task task, ChangeTask command, Decision decision) {
        Task state = task;
        for (Occurrence occurrence : occurrences(decision)) {
            state = state.after(command, occurrence);
        }
        return state;
    }
}
