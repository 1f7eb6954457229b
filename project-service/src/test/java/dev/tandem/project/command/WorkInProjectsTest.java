package dev.tandem.project.command;

import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.Commands.createProject;
import static dev.tandem.project.Commands.createWorkspace;
import static dev.tandem.project.Commands.sentBy;
import static dev.tandem.project.TaskCommand.about;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.ChangeProject;
import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.CommentDeleted;
import dev.tandem.contracts.CommentEdited;
import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.DeleteComment;
import dev.tandem.contracts.DeleteProject;
import dev.tandem.contracts.EditComment;
import dev.tandem.contracts.Fault;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.contracts.ProjectArchived;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.contracts.SectionCreated;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.TaskCompleted;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outcome;
import dev.tandem.project.OnDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests batches of commands on the contents of projects, on a real database. */
class WorkInProjectsTest {

    private static final OnDatabase DATABASE = new OnDatabase("project_service_work");

    private final CommandHandler handler = new CommandHandler(Clock.systemUTC());
    private final UUID workspace = anyId();
    private final UUID project = anyId();

    @BeforeEach
    void aProjectOfAliceWithBobAndAViewer() {
        DATABASE.told.clear();
        handled(by("alice", createWorkspace(workspace, "alice")), by("alice", createProject(project, workspace)));
        join("bob", "member");
        join("dave", "viewer");
        DATABASE.told.clear();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void a_batch_may_do_everything_at_once_each_command_on_what_those_before_it_left() {
        UUID fresh = anyId();
        UUID section = anyId();
        UUID task = anyId();
        UUID comment = anyId();

        assertThat(handled(
                        by("alice", createProject(fresh, workspace)),
                        by("alice", new CreateSection(section, fresh, workspace, "To do", null, null, null)),
                        by(
                                "alice",
                                about(task, fresh, workspace)
                                        .with("sectionId", section)
                                        .create("Land")),
                        by("bob", assign(task, fresh, "bob")),
                        by("bob", new AddComment(comment, task, fresh, workspace, "@alice look")),
                        by("bob", complete(task, fresh, 2L)),
                        by("alice", archive(fresh)),
                        by("bob", assign(task, fresh, "alice"))))
                .containsOnly(Outcome.done());

        assertThat(DATABASE.told.stream().map(Message::payload).map(Object::getClass))
                .isEqualTo(List.of(
                        ProjectCreated.class,
                        OperationSucceeded.class,
                        SectionCreated.class,
                        OperationSucceeded.class,
                        TaskCreated.class,
                        OperationSucceeded.class,
                        TaskAssigned.class,
                        OperationSucceeded.class,
                        CommentAdded.class,
                        OperationSucceeded.class,
                        TaskCompleted.class,
                        OperationSucceeded.class,
                        ProjectArchived.class,
                        OperationSucceeded.class,
                        OperationFailed.class));
        assertThat(failure().status()).isEqualTo(409);
        assertThat(DATABASE.told(OperationSucceeded.class))
                .extracting(OperationSucceeded::targetType, OperationSucceeded::targetId)
                .containsExactly(
                        tuple("project", fresh.toString()),
                        tuple("section", section.toString()),
                        tuple("task", task.toString()),
                        tuple("task", task.toString()),
                        tuple("comment", comment.toString()),
                        tuple("task", task.toString()),
                        tuple("project", fresh.toString()));
        assertThat(row(
                        "SELECT concat_ws(' ', version, assignee_id, comment_count, completed_at IS NOT NULL,"
                                + " section_id) FROM task WHERE id = $1",
                        task))
                .isEqualTo("3 bob 1 t " + section);
        assertThat(row("SELECT archived_at IS NOT NULL AND version = 2 FROM project WHERE id = $1", fresh))
                .isEqualTo("true");
        assertThat(row("SELECT array_to_string(mentions, ' ') FROM comment WHERE id = $1", comment))
                .isEqualTo("alice");
    }

    @Test
    void an_operation_names_the_facts_that_told_of_it() {
        UUID task = aTask();
        handled(by(
                "bob",
                about(task, project, workspace)
                        .with("title", "Land well")
                        .with("assigneeId", "bob")
                        .with("completed", true)
                        .change()));
        assertThat(DATABASE.told(OperationSucceeded.class))
                .singleElement()
                .satisfies(end -> assertThat(end.events())
                        .hasSize(3)
                        .isEqualTo(DATABASE.told.stream()
                                .filter(message -> message.exchange().equals("events"))
                                .map(message -> message.envelope().id())
                                .toList()));
        assertThat(DATABASE.told.subList(0, 3))
                .extracting(message -> message.envelope().sequence())
                .containsExactly(2L, 3L, 4L);
        assertThat(DATABASE.told.subList(0, 3))
                .extracting(message -> message.envelope().subject())
                .containsOnly(task.toString());
    }

    @Test
    void of_two_who_saw_the_same_version_one_is_refused() {
        UUID task = aTask();
        handled(by("alice", complete(task, project, 1L)), by("bob", complete(task, project, 1L)));
        assertThat(failure().status()).isEqualTo(412);
        assertThat(failure().type()).isEqualTo("/problems/precondition-failed");
        assertThat(failure().detail())
                .isEqualTo("The task has changed since version 1; it is at 2 now. Read it again.");
    }

    @Test
    void in_a_deleted_project_there_is_nothing() {
        UUID task = aTask();
        handled(
                by("alice", new DeleteProject(project, workspace, 1L, null)),
                by("alice", new DeleteProject(project, workspace, null, null)),
                by("alice", archive(project)),
                by("alice", new CreateSection(anyId(), project, workspace, "To do", null, null, null)),
                by("alice", about(anyId(), project, workspace).create("Land")),
                by("alice", complete(task, project, null)),
                by("alice", new AddComment(anyId(), task, project, workspace, "Gone?")),
                by("alice", archive(anyId())));
        assertThat(DATABASE.told(ProjectDeleted.class)).hasSize(1);
        assertThat(DATABASE.told(OperationFailed.class))
                .hasSize(7)
                .extracting(OperationFailed::status)
                .containsOnly(404);
    }

    @Test
    void a_refusal_names_the_members_of_the_request_that_it_is_about() {
        handled(by(
                "alice",
                about(anyId(), project, workspace)
                        .with("sectionId", anyId())
                        .with("assigneeId", "nobody-" + anyId())
                        .create("Land")));

        assertThat(failure().errors())
                .containsExactlyInAnyOrder(
                        new Fault("/sectionId", "is not a section of the project"),
                        new Fault("/assigneeId", "is not a member of the workspace"));
    }

    @Test
    void a_repeated_command_tells_nothing_new() {
        UUID section = anyId();
        UUID task = anyId();
        UUID comment = anyId();
        Command[] commands = {
            new CreateSection(section, project, workspace, "To do", null, null, null),
            about(task, project, workspace).with("sectionId", section).create("Land"),
            new AddComment(comment, task, project, workspace, "Softly")
        };
        handled(Stream.of(commands).map(command -> by("bob", command)).toArray(Event[]::new));
        DATABASE.told.clear();

        handled(Stream.of(commands).map(command -> by("bob", command)).toArray(Event[]::new));

        assertThat(DATABASE.told).hasSize(3);
        assertThat(DATABASE.told(OperationSucceeded.class))
                .hasSize(3)
                .allSatisfy(end -> assertThat(end.events()).isEmpty());
        assertThat(row("SELECT comment_count FROM task WHERE id = $1", task)).isEqualTo("1");
    }

    @Test
    void sections_stand_in_the_order_in_which_they_came() {
        handled(
                by("bob", new CreateSection(anyId(), project, workspace, "First", null, null, null)),
                by("bob", new CreateSection(anyId(), project, workspace, "Second", null, null, null)));
        handled(by("bob", new CreateSection(anyId(), project, workspace, "Third", null, null, null)));
        assertThat(DATABASE.column(
                        "SELECT rank || ' ' || name FROM section WHERE project_id = $1 ORDER BY rank", project))
                .containsExactly("V First", "V00001 Second", "V00002 Third");
    }

    @Test
    void only_members_are_mentioned_and_each_once() {
        UUID task = aTask();
        handled(by(
                "bob",
                new AddComment(
                        anyId(), task, project, workspace, "@dave, @eve and @alice. @dave! bob@alice @nobody @bob")));
        assertThat(DATABASE.told(CommentAdded.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.mentions()).containsExactly("dave", "alice", "bob"));
    }

    @Test
    void a_comment_is_edited_by_its_author_and_deleted_with_its_count() {
        UUID task = aTask();
        UUID comment = anyId();
        handled(by("bob", new AddComment(comment, task, project, workspace, "@dave look")));
        handled(
                by("alice", edit(task, comment, 1L, "Mine")),
                by("bob", edit(task, comment, 1L, "@alice and @dave, look")),
                by("bob", edit(task, comment, 1L, "Too late")));

        assertThat(DATABASE.told(CommentEdited.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.mentions()).containsExactly("alice"));
        assertThat(DATABASE.told(OperationFailed.class))
                .extracting(OperationFailed::status)
                .containsExactly(403, 412);
        assertThat(row(
                        "SELECT concat_ws(' ', text, version, mentions, edited_at IS NOT NULL) FROM comment WHERE id = $1",
                        comment))
                .isEqualTo("@alice and @dave, look 2 {alice,dave} t");

        handled(
                by("alice", new DeleteComment(comment, task, project, workspace, 2L, null)),
                by("bob", edit(task, comment, null, "Gone?")),
                by("bob", new AddComment(anyId(), task, project, workspace, "Next")));

        assertThat(DATABASE.told(CommentDeleted.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.authorId()).isEqualTo("bob"));
        assertThat(DATABASE.column("SELECT text FROM comment WHERE task_id = $1", task))
                .containsExactly("Next");
        assertThat(row("SELECT concat_ws(' ', version, comment_count, deleted_comments) FROM task WHERE id = $1", task))
                .isEqualTo("1 1 1");
    }

    @Test
    void a_member_of_another_workspace_is_nobody_here() {
        UUID elsewhere = anyId();
        handled(by("eve", createWorkspace(elsewhere, "eve")));
        DATABASE.told.clear();
        UUID task = aTask();
        handled(by("alice", assign(task, project, "eve")));
        assertThat(failure().status()).isEqualTo(422);
        DATABASE.told.clear();
        // Sent from her own workspace, with ids of another.
        handled(
                by("eve", about(anyId(), project, elsewhere).create("Spy")),
                by("eve", about(task, project, elsewhere).with("title", "Spied").change()),
                by("eve", new DeleteProject(project, elsewhere, null, null)));
        assertThat(DATABASE.told(OperationFailed.class))
                .hasSize(3)
                .extracting(OperationFailed::status)
                .containsOnly(404);
    }

    @Test
    void a_full_batch_of_all_kinds_takes_a_handful_of_statements() {
        List<Event> batch = new ArrayList<>();
        while (batch.size() < 128) {
            UUID fresh = anyId();
            UUID section = anyId();
            UUID task = anyId();
            batch.add(by("alice", createProject(fresh, workspace, "bob")));
            batch.add(by("alice", new ChangeProject(fresh, workspace, 1L, null, "Artemis", null, null, List.of())));
            batch.add(by("bob", new CreateSection(section, fresh, workspace, "To do", null, null, null)));
            batch.add(by(
                    "bob",
                    about(task, fresh, workspace)
                            .with("description", "Softly")
                            .with("sectionId", section)
                            .with("assigneeId", "bob")
                            .with("dueOn", "2026-07-20")
                            .create("Land")));
            batch.add(by("bob", complete(task, fresh, null)));
            batch.add(by("bob", new AddComment(anyId(), task, fresh, workspace, "Done, @alice")));
            batch.add(by(
                    "bob",
                    new ChangeProject(project, workspace, null, null, "Nr " + batch.size(), null, null, List.of())));
            batch.add(by("bob", about(anyId(), project, workspace).create("Land")));
        }
        assertThat(handled(batch.toArray(Event[]::new))).hasSize(128).containsOnly(Outcome.done());
        assertThat(DATABASE.told(OperationSucceeded.class)).hasSize(128);
        assertThat(DATABASE.statements.get()).isLessThanOrEqualTo(14);
        assertThat(row("SELECT version FROM project WHERE id = $1", project)).isEqualTo("17");
    }

    @Test
    void creating_projects_takes_no_more_statements_than_it_needs() {
        handled(Stream.generate(() -> by("alice", createProject(anyId(), workspace)))
                .limit(128)
                .toArray(Event[]::new));
        assertThat(DATABASE.statements.get()).isEqualTo(4);
    }

    private UUID aTask() {
        UUID task = anyId();
        handled(by("alice", about(task, project, workspace).create("Land")));
        DATABASE.told.clear();
        return task;
    }

    private ChangeTask assign(UUID task, UUID inProject, String user) {
        return about(task, inProject, workspace).with("assigneeId", user).change();
    }

    private ChangeTask complete(UUID task, UUID inProject, @Nullable Long seen) {
        return about(task, inProject, workspace)
                .with("expectedVersion", seen)
                .with("completed", true)
                .change();
    }

    private EditComment edit(UUID task, UUID comment, @Nullable Long seen, String text) {
        return new EditComment(comment, task, project, workspace, seen, null, text);
    }

    private ChangeProject archive(UUID which) {
        return new ChangeProject(which, workspace, null, null, null, null, true, List.of());
    }

    private void join(String user, String role) {
        assertThat(DATABASE.column(
                        "INSERT INTO member VALUES ($1, $2, $3, null, null, now()) RETURNING user_id",
                        workspace,
                        user,
                        role))
                .containsExactly(user);
    }

    private static Event by(String actor, Command command) {
        return sentBy(actor, command);
    }

    private List<Outcome> handled(Event... events) {
        return DATABASE.handled(handler, events);
    }

    private static OperationFailed failure() {
        assertThat(DATABASE.told(OperationFailed.class)).hasSize(1);
        return DATABASE.told(OperationFailed.class).get(0);
    }

    private static String row(String sql, UUID id) {
        List<String> rows = DATABASE.column(sql, id);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }
}
