package dev.tandem.notifier.reaction;

import static dev.tandem.notifier.Facts.ANNA;
import static dev.tandem.notifier.Facts.aMemberAdded;
import static dev.tandem.notifier.Facts.aProjectCreated;
import static dev.tandem.notifier.Facts.aWorkspaceCreated;
import static dev.tandem.notifier.Facts.anId;
import static dev.tandem.notifier.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.NotificationsAdded;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.Recipient;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.testing.CaughtWork;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What batches write, on the real database. */
class ReactionTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("reaction"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 4);

    private final Reaction reaction = new Reaction(Clock.systemUTC());
    private final UUID workspace = anId();
    private final Queue<Message> sent = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void tables() {
        Awaiting.get(Migrations.migrate(VERTX, DATABASE, Migration.of("notifier")));
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close());
    }

    @Test
    void a_batch_writes_memberships_and_notifications_together() {
        assertThat(react(
                        told(aProjectCreated(workspace, "Apollo", 2), 1),
                        told(aMemberAdded(workspace, "bob"), 2),
                        told(aProjectCreated(workspace, "Gemini", 1), 1),
                        told(aWorkspaceCreated(workspace), 1)))
                .containsOnly(Outcome.done());

        assertThat(notified())
                .containsExactlyInAnyOrder(
                        "bob: anna added you to the workspace as member",
                        "bob: Anna created the project Apollo",
                        "bob: Anna created the project Gemini");
    }

    @Test
    void the_same_event_again_adds_nothing() {
        Told project = told(aProjectCreated(workspace, "Apollo", 1), 1);
        react(told(founded("zoe"), 1), project);
        sent.clear();
        react(project);

        assertThat(notified()).hasSize(1);
        assertThat(sent).isEmpty();
    }

    @Test
    void what_is_written_is_told_to_the_gateway_with_where_it_comes_from() {
        Told project = told(aProjectCreated(workspace, "Apollo", 1), 1);
        react(told(founded("zoe"), 1), project);

        assertThat(sent).singleElement().satisfies(message -> {
            assertThat(message.exchange()).isEqualTo("deliveries");
            assertThat(message.routingKey()).isEqualTo("notification.added");
            Envelope event = project.envelope();
            assertThat(message.envelope().id().version()).isEqualTo(7);
            assertThat(message.envelope())
                    .returns("/notifier", Envelope::source)
                    .returns("dev.tandem.notification.added.v1", Envelope::type)
                    .returns(event.id().toString(), Envelope::subject)
                    .returns(event.id().toString(), Envelope::causationId)
                    .returns(workspace.toString(), Envelope::tenant)
                    .returns(event.actor(), Envelope::actor)
                    .returns(event.correlationId(), Envelope::correlationId)
                    .returns(event.operationId(), Envelope::operationId);
            NotificationsAdded added = (NotificationsAdded) message.payload();
            assertThat(Instant.parse(added.at())).isEqualTo(writtenAt("zoe"));
            assertThat(added.kind()).isEqualTo("project.created");
            assertThat(added.by()).isEqualTo(new Person("anna", null, "Anna"));
            assertThat(added.recipients())
                    .extracting(
                            Recipient::userId,
                            recipient -> recipient.notificationId().toString())
                    .containsExactly(tuple("zoe", notificationOf("zoe")));
        });
    }

    @Test
    void a_mention_and_what_others_are_told_are_messages_of_their_own() {
        react(
                told(aWorkspaceCreated(workspace), 1),
                told(aMemberAdded(workspace, "bob"), 2),
                told(aMemberAdded(workspace, "carol"), 3));
        sent.clear();
        react(told(
                new CommentAdded(
                        anId(),
                        anId(),
                        anId(),
                        workspace,
                        "T",
                        "Well done",
                        List.of("bob", "anna"),
                        "bob",
                        "carol",
                        ANNA),
                7));

        assertThat(sent.stream().map(Message::payload).map(NotificationsAdded.class::cast))
                .extracting(
                        NotificationsAdded::text,
                        added -> added.recipients().get(0).userId())
                .containsExactly(
                        tuple("Anna mentioned you in a comment on T: Well done", "bob"),
                        tuple("Anna commented on T: Well done", "carol"));
        assertThat(notified()).filteredOn(each -> each.contains("Well done")).hasSize(2);
    }

    @Test
    void who_has_left_is_told_nothing_though_the_task_still_names_them() {
        react(told(aWorkspaceCreated(workspace), 1), told(aMemberAdded(workspace, "bob"), 2));
        sent.clear();
        react(told(
                new CommentAdded(anId(), anId(), anId(), workspace, "T", "a secret", List.of(), "bob", "carol", ANNA),
                7));

        assertThat(sent.stream().map(Message::payload).map(NotificationsAdded.class::cast))
                .singleElement()
                .satisfies(added -> assertThat(added.recipients())
                        .extracting(Recipient::userId)
                        .containsExactly("bob"));
    }

    @Test
    void a_large_team_is_told_in_several_messages_and_everybody_once() {
        List<String> team = IntStream.range(0, 401).mapToObj(i -> "user" + i).toList();
        Awaiting.get(POOL.query("INSERT INTO membership VALUES ('" + workspace + "', 401)")
                .execute());
        Awaiting.get(POOL.query("INSERT INTO workspace_member (workspace_id, user_id, role) SELECT '" + workspace
                        + "', 'user' || i, 'member' FROM generate_series(0, 400) AS i")
                .execute());

        react(told(aProjectCreated(workspace, "Apollo", 401), 1));

        List<NotificationsAdded> added = sent.stream()
                .map(Message::payload)
                .map(NotificationsAdded.class::cast)
                .toList();
        assertThat(added).extracting(each -> each.recipients().size()).containsExactly(200, 200, 1);
        assertThat(added.stream().flatMap(each -> each.recipients().stream()).map(Recipient::userId))
                .containsExactlyInAnyOrderElementsOf(team);
    }

    @Test
    void what_waits_has_written_nothing() {
        react(told(founded("zoe"), 1));

        assertThat(react(told(aProjectCreated(workspace, "early", 3), 1), told(aMemberAdded(workspace, "carol"), 3)))
                .allMatch(Outcome.RetryLater.class::isInstance);
        assertThat(notified()).isEmpty();
        assertThat(sent).isEmpty();
        assertThat(react(told(aProjectCreated(workspace, "due", 1), 1))).containsExactly(Outcome.done());
        assertThat(notified()).containsExactly("zoe: Anna created the project due");
    }

    @Test
    void transactions_on_the_same_memberships_wait_for_each_other_and_lose_nothing() {
        UUID other = anId();
        react(told(aWorkspaceCreated(workspace), 1));
        react(told(aWorkspaceCreated(other), 1));
        List<Told> additions = new ArrayList<>();
        IntStream.rangeClosed(2, 21).forEach(version -> {
            additions.add(told(aMemberAdded(workspace, "user" + version), version));
            additions.add(told(aMemberAdded(other, "user" + version), version));
        });

        List<Told> pending = additions;
        while (!pending.isEmpty()) {
            List<Told> halves = pending;
            var even = inTransaction(every(halves, 0));
            var odd = inTransaction(every(halves, 1));
            List<Told> next = new ArrayList<>(waiting(every(halves, 0), Awaiting.get(even)));
            next.addAll(waiting(every(halves, 1), Awaiting.get(odd)));
            assertThat(next).hasSizeLessThan(pending.size());
            pending = next;
        }

        react(told(aProjectCreated(workspace, "Apollo", 21), 1));
        assertThat(notified()).filteredOn(each -> each.endsWith("Apollo")).hasSize(20);
    }

    private static List<Told> every(List<Told> facts, int remainder) {
        return IntStream.range(0, facts.size())
                .filter(i -> i / 3 % 2 == remainder)
                .mapToObj(facts::get)
                .toList();
    }

    private static List<Told> waiting(List<Told> facts, List<Outcome> outcomes) {
        return IntStream.range(0, facts.size())
                .filter(i -> outcomes.get(i) instanceof Outcome.RetryLater)
                .mapToObj(facts::get)
                .toList();
    }

    private List<Outcome> react(Told... facts) {
        return Awaiting.get(inTransaction(List.of(facts)));
    }

    private Future<List<Outcome>> inTransaction(List<Told> facts) {
        return POOL.withTransaction(tx -> {
            CaughtWork work = new CaughtWork(tx, sent::add);
            return work.all(reaction.to(facts, work));
        });
    }

    private static Told told(Fact fact, long sequence) {
        return new Told(envelope(fact, fact.workspaceId(), sequence), fact, Context.root());
    }

    private WorkspaceCreated founded(String owner) {
        return new WorkspaceCreated(workspace, "Acme", new Person(owner, null, null));
    }

    private String notificationOf(String user) {
        return Awaiting.get(POOL.query("SELECT id::text FROM notification WHERE workspace_id = '" + workspace
                        + "' AND user_id = '" + user + "'")
                .execute()
                .map(rows -> rows.iterator().next().getString(0)));
    }

    private Instant writtenAt(String user) {
        return Awaiting.get(POOL.query("SELECT created_at FROM notification WHERE workspace_id = '" + workspace
                        + "' AND user_id = '" + user + "'")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant()));
    }

    private List<String> notified() {
        return Awaiting.get(
                POOL.query("SELECT user_id || ': ' || text FROM notification WHERE workspace_id = '" + workspace + "'")
                        .execute()
                        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> row.getString(0))
                                .toList()));
    }
}
