package dev.tandem.project.command;

import static dev.tandem.kit.testing.Awaiting.get;
import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.Commands.createProject;
import static dev.tandem.project.Commands.createWorkspace;
import static dev.tandem.project.Commands.envelope;
import static dev.tandem.project.Commands.sent;
import static dev.tandem.project.Commands.sentBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.CreateWorkspace;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.testing.CaughtWork;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests the handler on a real database and captures its messages in place of the outbox. */
class CommandHandlerTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("project_service_commands"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 4);

    private final CommandHandler handler = new CommandHandler(Clock.systemUTC());
    private final List<Message> told = new ArrayList<>();

    @BeforeAll
    static void createTables() {
        get(Migrations.migrate(VERTX, DATABASE, Migration.of("project-service")));
    }

    @AfterAll
    static void close() {
        get(POOL.close());
        get(VERTX.close());
    }

    @Test
    void a_workspace_is_created_with_its_owner() {
        UUID workspace = anyId();
        Event command = sentBy("alice", createWorkspace(workspace, "alice"));

        assertThat(handled(command)).containsExactly(Outcome.done());

        assertThat(payloads())
                .containsExactly(
                        new WorkspaceCreated(workspace, "Acme", new Person("alice", "alice@example.com", null)),
                        new OperationSucceeded(operationOf(command), "workspace", workspace.toString(), factsTold()));
        assertThat(told).allSatisfy(message -> {
            assertThat(message.envelope().tenant()).isEqualTo(workspace.toString());
            assertThat(message.envelope().actor()).isEqualTo("alice");
            assertThat(message.envelope().correlationId()).isEqualTo("correlation-1");
            assertThat(message.envelope().causationId())
                    .isEqualTo(command.envelope().id().toString());
            assertThat(message.envelope().operationId())
                    .isEqualTo(command.envelope().operationId());
            assertThat(message.envelope().source()).isEqualTo("/project-service");
        });
        assertThat(told.get(0).exchange()).isEqualTo("events");
        assertThat(told.get(0).routingKey()).isEqualTo("workspace.created");
        assertThat(told.get(0).envelope().sequence()).isEqualTo(1);
        assertThat(told.get(1).exchange()).isEqualTo("operations");
        assertThat(text("SELECT role FROM member WHERE workspace_id = $1 AND email = 'alice@example.com'", workspace))
                .isEqualTo("owner");
    }

    @Test
    void a_project_is_created_with_its_lead() {
        UUID workspace = aWorkspaceOf("alice", "bob");
        UUID project = anyId();
        Event command = sentBy("alice", createProject(project, workspace, "bob"));

        assertThat(handled(command)).containsExactly(Outcome.done());

        Person alice = new Person("alice", "alice@example.com", null);
        assertThat(payloads())
                .containsExactly(
                        new ProjectCreated(project, workspace, "Apollo", "bob", alice, "kanban", 1),
                        new OperationSucceeded(operationOf(command), "project", project.toString(), factsTold()));
        assertThat(text("SELECT description FROM project WHERE id = $1", project))
                .isEqualTo("To the moon");
        assertThat(text("SELECT user_id FROM project_member WHERE project_id = $1", project))
                .isEqualTo("bob");
    }

    @Test
    void who_asks_leads_unless_told() {
        UUID workspace = aWorkspaceOf("alice");
        UUID project = anyId();
        handled(sentBy("alice", createProject(project, workspace)));
        assertThat(text("SELECT lead_id FROM project WHERE id = $1", project)).isEqualTo("alice");
    }

    @Test
    void a_command_sees_what_those_before_it_in_the_batch_did() {
        UUID workspace = anyId();
        UUID project = anyId();
        assertThat(handled(
                        sentBy("alice", createWorkspace(workspace, "alice")),
                        sentBy("alice", createProject(project, workspace)),
                        sentBy("alice", createProject(project, workspace))))
                .containsOnly(Outcome.done());
        assertThat(payloads())
                .hasSize(5)
                .hasOnlyElementsOfTypes(WorkspaceCreated.class, ProjectCreated.class, OperationSucceeded.class);
        assertThat(count("SELECT count(*) FROM project WHERE workspace_id = $1", workspace))
                .isEqualTo(1);
    }

    @Test
    void refused_commands_do_not_disturb_their_neighbours() {
        UUID workspace = aWorkspaceOf("alice");
        Event stranger = sentBy("eve", createProject(anyId(), workspace));
        Event badLead = sentBy("alice", createProject(anyId(), workspace, "nobody"));
        UUID good = anyId();

        assertThat(handled(stranger, sentBy("alice", createProject(good, workspace)), badLead))
                .containsOnly(Outcome.done());

        assertThat(failures()).extracting(OperationFailed::status).containsExactly(404, 422);
        assertThat(failures())
                .extracting(OperationFailed::operationId)
                .containsExactly(operationOf(stranger), operationOf(badLead));
        assertThat(failures())
                .extracting(OperationFailed::type)
                .containsExactly("/problems/not-found", "/problems/invalid-request");
        assertThat(text("SELECT name FROM project WHERE workspace_id = $1", workspace))
                .isEqualTo("Apollo");
    }

    @Test
    void a_repeated_command_succeeds_again_and_tells_nothing_new() {
        UUID workspace = aWorkspaceOf("alice");
        CreateProject command = createProject(anyId(), workspace);
        handled(sentBy("alice", command));
        told.clear();

        assertThat(handled(sentBy("alice", command), sentBy("alice", createWorkspace(workspace, "alice"))))
                .containsOnly(Outcome.done());

        assertThat(payloads()).hasSize(2).hasOnlyElementsOfType(OperationSucceeded.class);
    }

    @Test
    void an_id_of_another_tenant_is_a_conflict() {
        UUID project = anyId();
        handled(sentBy("alice", createProject(project, aWorkspaceOf("alice"))));
        told.clear();
        handled(sentBy("bob", createProject(project, aWorkspaceOf("bob"))));
        assertThat(failures()).extracting(OperationFailed::status).containsExactly(409);
    }

    @Test
    void commands_that_break_their_contract_are_refused() {
        UUID workspace = aWorkspaceOf("alice");
        CreateProject command = createProject(anyId(), workspace);
        List<Outcome> outcomes = handled(
                sentBy(null, command),
                sent(envelope("alice", anyId(), command, null), command),
                sent(envelope("alice", workspace, command, "no-uuid"), command),
                sent(envelope("eve", workspace, command, null), command));
        assertThat(outcomes).hasSize(4).hasOnlyElementsOfType(Outcome.Refuse.class);
        assertThat(told).isEmpty();
        assertThat(count("SELECT count(*) FROM project WHERE workspace_id = $1", workspace))
                .isZero();
    }

    @Test
    void a_full_batch_is_written_at_once() {
        UUID workspace = aWorkspaceOf("alice");
        Event[] commands = IntStream.range(0, 128)
                .mapToObj(i -> sentBy("alice", createProject(anyId(), workspace)))
                .toArray(Event[]::new);
        assertThat(handled(commands)).hasSize(128).containsOnly(Outcome.done());
        assertThat(count("SELECT count(*) FROM project WHERE workspace_id = $1", workspace))
                .isEqualTo(128);
    }

    @Test
    void a_removal_that_commits_first_is_seen() {
        UUID workspace = aWorkspaceOf("alice", "bob");
        SqlConnection remover = get(POOL.getConnection());
        get(remover.query("BEGIN").execute());
        get(remover.preparedQuery("DELETE FROM member WHERE workspace_id = $1 AND user_id = 'bob'")
                .execute(Tuple.of(workspace)));

        Future<List<Outcome>> deciding = handling(sentBy("bob", createProject(anyId(), workspace)));
        Awaitility.await().until(CommandHandlerTest::somebodyWaits);
        get(remover.query("COMMIT").execute());
        get(remover.close());

        assertThat(get(deciding)).containsExactly(Outcome.done());
        assertThat(failures()).extracting(OperationFailed::status).containsExactly(404);
    }

    @Test
    void a_removal_waits_for_a_decision_that_was_first() {
        UUID workspace = aWorkspaceOf("alice", "bob");
        UUID project = anyId();
        SqlConnection decider = get(POOL.getConnection());
        get(decider.query("BEGIN").execute());
        get(handling(decider, sentBy("bob", createProject(project, workspace))));

        assertThatThrownBy(() -> get(POOL.withTransaction(remover -> remover.query("SET LOCAL lock_timeout = 100")
                        .execute()
                        .compose(set -> remover.preparedQuery("DELETE FROM member WHERE workspace_id = $1")
                                .execute(Tuple.of(workspace))))))
                .hasMessageContaining("lock timeout");

        get(decider.query("COMMIT").execute());
        get(decider.close());
        assertThat(text("SELECT lead_id FROM project WHERE id = $1", project)).isEqualTo("bob");
    }

    @Test
    void an_id_that_was_taken_in_the_meantime_fails_the_batch_and_the_next_attempt_sees_it() {
        UUID workspace = anyId();
        CreateWorkspace command = createWorkspace(workspace, "alice");
        SqlConnection first = get(POOL.getConnection());
        get(first.query("BEGIN").execute());
        get(handling(first, sentBy("alice", command)));

        Future<List<Outcome>> second = handling(sentBy("alice", command));
        Awaitility.await().until(CommandHandlerTest::somebodyWaits);
        get(first.query("COMMIT").execute());
        get(first.close());

        assertThatThrownBy(() -> get(second)).hasMessageContaining("duplicate key");
        told.clear();
        assertThat(handled(sentBy("alice", command))).containsExactly(Outcome.done());
        assertThat(payloads()).hasSize(1).hasOnlyElementsOfType(OperationSucceeded.class);
    }

    private UUID aWorkspaceOf(String owner, String... members) {
        UUID workspace = anyId();
        handled(sentBy(owner, createWorkspace(workspace, owner)));
        told.clear();
        for (String member : members) {
            get(POOL.preparedQuery("INSERT INTO member VALUES ($1, $2, 'member', null, null, now())")
                    .execute(Tuple.of(workspace, member)));
        }
        return workspace;
    }

    private List<Outcome> handled(Event... commands) {
        return get(handling(commands));
    }

    private Future<List<Outcome>> handling(Event... commands) {
        return POOL.withTransaction(tx -> handling(tx, commands));
    }

    private Future<List<Outcome>> handling(SqlConnection tx, Event... commands) {
        CaughtWork work = new CaughtWork(tx, told::add);
        return work.all(handler.handle(work, List.of(commands)));
    }

    private List<Object> payloads() {
        return told.stream().map(Message::payload).toList();
    }

    private List<UUID> factsTold() {
        return told.stream()
                .filter(message -> message.exchange().equals("events"))
                .map(message -> message.envelope().id())
                .toList();
    }

    private List<OperationFailed> failures() {
        return told.stream()
                .map(Message::payload)
                .filter(OperationFailed.class::isInstance)
                .map(OperationFailed.class::cast)
                .toList();
    }

    private static UUID operationOf(Event command) {
        return UUID.fromString(String.valueOf(command.envelope().operationId()));
    }

    private static boolean somebodyWaits() {
        return get(POOL.query("""
                        SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
                        WHERE NOT granted AND datname = current_database()
                        """).execute()).size() > 0;
    }

    private static long count(String sql, UUID id) {
        return get(POOL.preparedQuery(sql).execute(Tuple.of(id)))
                .iterator()
                .next()
                .getLong(0);
    }

    private static String text(String sql, UUID id) {
        return get(POOL.preparedQuery(sql).execute(Tuple.of(id)))
                .iterator()
                .next()
                .getString(0);
    }
}
