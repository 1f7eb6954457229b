package dev.tandem.project.structure;

import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.Commands.createWorkspace;
import static dev.tandem.project.Commands.sentBy;
import static dev.tandem.project.TaskCommand.about;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.ChangeProject;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.DeleteProject;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectRestored;
import dev.tandem.contracts.ProjectSetupFailed;
import dev.tandem.contracts.ProjectSetupRequested;
import dev.tandem.contracts.ProjectStructured;
import dev.tandem.contracts.SetUpProject;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.project.OnDatabase;
import dev.tandem.project.command.CommandHandler;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the structure process on a real database, between commands on the same projects. */
class StructureHandlerTest {

    private static final OnDatabase DATABASE = new OnDatabase("project_service_structure");

    private static final Person ALICE = new Person("alice", null, null);

    private final CommandHandler commands = new CommandHandler(Clock.systemUTC());
    private final MessageHandler process = new StructureHandler(Templates.STANDARD, Clock.systemUTC());
    private final UUID workspace = anyId();
    private final UUID project = anyId();

    @BeforeEach
    void aWorkspaceOfAlice() {
        command(createWorkspace(workspace, "alice"));
        DATABASE.told.clear();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void a_project_waits_for_its_structure_and_gets_it() {
        Event created = create("kanban");
        assertThat(project()).isEqualTo("pending 1 kanban");

        assertThat(process(created)).containsExactly(Outcome.done());

        assertThat(project()).isEqualTo("done 2 kanban");
        assertThat(sections()).containsExactly("1 To do", "2 In progress", "3 Done");
        assertThat(tasks()).hasSize(3);
        Message told = DATABASE.told.get(DATABASE.told.size() - 1);
        assertThat(told.payload()).isEqualTo(new ProjectStructured(project, workspace, "Apollo", "kanban", 3, 3));
        assertThat(told.envelope().sequence()).isEqualTo(2);
        assertThat(told.envelope().actor()).isNull();
        assertThat(told.envelope().operationId()).isEqualTo(created.envelope().operationId());
        assertThat(told.envelope().correlationId()).isEqualTo("correlation-1");
        assertThat(told.envelope().causationId())
                .isEqualTo(created.envelope().id().toString());
    }

    @Test
    void redelivered_it_changes_nothing_and_brings_nothing_back() {
        Event created = create("kanban");
        process(created);
        UUID first = UUID.fromString(
                DATABASE.column("SELECT id FROM task WHERE project_id = $1 ORDER BY id DESC LIMIT 1", project)
                        .get(0));
        command(about(first, project, workspace)
                .with("title", "Mine")
                .with("completed", true)
                .change());
        DATABASE.column("DELETE FROM task WHERE project_id = $1 AND id <> $2 RETURNING id", project, first);
        DATABASE.told.clear();

        assertThat(process(created, created)).containsOnly(Outcome.done());

        assertThat(tasks()).containsExactly("Mine");
        assertThat(project()).isEqualTo("done 2 kanban");
        assertThat(DATABASE.told).isEmpty();
    }

    @Test
    void twice_in_one_batch_is_once() {
        Event created = create("launch");
        assertThat(process(created, created)).containsOnly(Outcome.done());
        assertThat(DATABASE.told(ProjectStructured.class)).hasSize(1);
        assertThat(tasks()).hasSize(5);
    }

    @Test
    void without_a_template_nothing_is_waited_for_and_the_database_is_not_asked() {
        for (@Nullable String template : Arrays.asList(null, "blank")) {
            UUID bare = anyId();
            Event created = command(new CreateProject(bare, workspace, "Bare", null, template, null));
            assertThat(DATABASE.column("SELECT setup FROM project WHERE id = $1", bare))
                    .containsExactly("none");
            assertThat(process(created)).containsExactly(Outcome.done());
            assertThat(DATABASE.statements.get()).isZero();
            assertThat(DATABASE.column("SELECT setup FROM project WHERE id = $1", bare))
                    .containsExactly("none");
        }
    }

    @Test
    void what_can_never_be_built_is_taken_back_told_and_not_retried() {
        Event created = create("waterfall");
        aPartOfAnEarlierAttempt();
        UUID part = UUID.fromString(DATABASE.column("SELECT id FROM task WHERE project_id = $1", project)
                .get(0));
        command(about(part, project, workspace).with("title", "Changed").change());
        command(new CreateSection(anyId(), project, workspace, "My own", null, null, null));

        assertThat(process(created)).containsExactly(Outcome.done());

        assertThat(project()).isEqualTo("failed 2 waterfall");
        assertThat(sections()).containsExactly("1 My own");
        assertThat(tasks()).isEmpty();
        assertThat(DATABASE.column("SELECT version FROM task_history WHERE task_id = $1", part))
                .isEmpty();
        String reason = "There is no template waterfall; there are blank, kanban, launch, scrum.";
        assertThat(DATABASE.told(ProjectSetupFailed.class))
                .containsExactly(new ProjectSetupFailed(project, workspace, "Apollo", "waterfall", reason));
        assertThat(DATABASE.column("SELECT setup_error FROM project WHERE id = $1", project))
                .containsExactly(reason);
        assertThat(DATABASE.column("SELECT event_id FROM structure_failure WHERE project_id = $1", project))
                .containsExactly(created.envelope().id().toString());
        assertThat(process(created)).containsExactly(Outcome.done());
        assertThat(DATABASE.told(ProjectSetupFailed.class)).hasSize(1);
    }

    @Test
    void after_a_failure_it_can_be_asked_for_again() {
        Event created = create("waterfall");
        process(created);
        Event requested = command(new SetUpProject(project, workspace, "scrum"));
        assertThat(project()).isEqualTo("pending 3 scrum");

        assertThat(process(requested, created)).containsOnly(Outcome.done());

        assertThat(project()).isEqualTo("done 4 scrum");
        assertThat(sections()).hasSize(5);
        command(new SetUpProject(project, workspace, "kanban"));
        assertThat(DATABASE.told(OperationFailed.class))
                .extracting(OperationFailed::status)
                .containsExactly(409);
    }

    @Test
    void or_be_done_without() {
        process(create("waterfall"));
        process(command(new SetUpProject(project, workspace, "blank")));
        assertThat(project()).isEqualTo("none 4 blank");
        assertThat(DATABASE.told(ProjectStructured.class)).isEmpty();
    }

    @Test
    void a_request_that_is_older_than_the_failure_does_not_undo_it() {
        Event created = create("waterfall");
        Event other = sentAs(new ProjectSetupRequested(project, workspace, "Apollo", "kanban", ALICE), created);
        assertThat(process(created, other)).containsOnly(Outcome.done());
        assertThat(project()).isEqualTo("failed 2 waterfall");
    }

    @Test
    void a_project_that_was_deleted_meanwhile_is_done_with() {
        Event created = create("kanban");
        command(new DeleteProject(project, workspace, null, null));
        assertThat(process(created)).containsExactly(Outcome.done());
        assertThat(sections()).isEmpty();
        assertThat(DATABASE.told(ProjectStructured.class)).isEmpty();
    }

    @Test
    void a_project_that_was_archived_meanwhile_gets_it_when_it_is_restored() {
        Event created = create("kanban");
        command(new ChangeProject(project, workspace, null, null, null, null, true, List.of()));
        assertThat(process(created)).containsExactly(Outcome.done());
        assertThat(sections()).isEmpty();

        Event requested = command(new ChangeProject(project, workspace, null, null, null, null, false, List.of()));
        assertThat(DATABASE.told(ProjectRestored.class)).hasSize(1);
        assertThat(process(requested)).containsExactly(Outcome.done());

        assertThat(sections()).hasSize(3);
        assertThat(project()).startsWith("done");
    }

    @Test
    void what_users_made_while_it_waited_stays_first() {
        Event created = create("kanban");
        command(new CreateSection(anyId(), project, workspace, "Mine", null, null, null));
        process(created);
        assertThat(sections()).containsExactly("1 Mine", "2 To do", "3 In progress", "4 Done");
    }

    @Test
    void many_projects_take_a_handful_of_statements() {
        List<Event> created = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            created.add(command(new CreateProject(anyId(), workspace, "Nr " + i, null, "scrum", null)));
        }
        assertThat(process(created.toArray(Event[]::new))).hasSize(64).containsOnly(Outcome.done());
        assertThat(DATABASE.statements.get()).isLessThanOrEqualTo(6);
        assertThat(DATABASE.column("SELECT count(*) FROM task WHERE workspace_id = $1", workspace))
                .containsExactly("256");
    }

    @Test
    void what_asks_for_no_structure_is_refused() {
        Event created = create("kanban");
        assertThat(process(
                        sentAs(new WorkspaceCreated(workspace, "Acme", ALICE), created),
                        sentAs(
                                new ProjectCreated(anyId(), workspace, "Unknown", "alice", ALICE, "kanban", 1),
                                created)))
                .hasSize(2)
                .hasOnlyElementsOfType(Outcome.Refuse.class);
    }

    /** Leaves the state of a process that did not do everything in one transaction. */
    private void aPartOfAnEarlierAttempt() {
        DATABASE.column(
                "INSERT INTO section VALUES ($1, $2, $3, 'Half', 1, true, now()) RETURNING id",
                anyId(),
                workspace,
                project);
        DATABASE.column(
                "INSERT INTO task (id, workspace_id, project_id, title, comment_count, version, built, created_by,"
                        + " created_at, updated_at) VALUES ($1, $2, $3, 'Half', 0, 1, true, 'alice', now(), now())"
                        + " RETURNING id",
                anyId(),
                workspace,
                project);
    }

    private Event create(String template) {
        return command(new CreateProject(project, workspace, "Apollo", null, template, null));
    }

    /**
     * Executes alice's command and returns its last fact as the process receives it, or the command itself if there was
     * no fact.
     */
    private Event command(Command command) {
        Event sent = sentBy("alice", command);
        int before = DATABASE.told.size();
        DATABASE.handled(commands, sent);
        return DATABASE.told.subList(before, DATABASE.told.size()).stream()
                .filter(message -> message.payload() instanceof Fact)
                .reduce((earlier, later) -> later)
                .map(fact -> new Event(fact.envelope(), fact.payload(), 1, Context.root()))
                .orElse(sent);
    }

    private static Event sentAs(Fact fact, Event like) {
        return new Event(like.envelope(), fact, 1, Context.root());
    }

    private List<Outcome> process(Event... events) {
        return DATABASE.handled(process, events);
    }

    private String project() {
        return DATABASE.column("SELECT concat_ws(' ', setup, version, template) FROM project WHERE id = $1", project)
                .get(0);
    }

    private List<String> sections() {
        return DATABASE.column(
                "SELECT row_number() OVER (ORDER BY rank) || ' ' || name FROM section WHERE project_id = $1 ORDER BY rank",
                project);
    }

    private List<String> tasks() {
        return DATABASE.column("SELECT title FROM task WHERE project_id = $1 ORDER BY id DESC", project);
    }
}
