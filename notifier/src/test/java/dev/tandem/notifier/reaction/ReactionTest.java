package dev.tandem.notifier.reaction;

import static dev.tandem.notifier.Facts.ANNA;
import static dev.tandem.notifier.Facts.aMemberAdded;
import static dev.tandem.notifier.Facts.aProjectCreated;
import static dev.tandem.notifier.Facts.aWorkspaceCreated;
import static dev.tandem.notifier.Facts.anId;
import static dev.tandem.notifier.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.hint.HintListener;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.messaging.testing.CaughtWork;
import dev.tandem.notifier.announcement.ReceivedFact;
import dev.tandem.notifier.inbox.InAppChannel;
import dev.tandem.notifier.inbox.InboxSubjects;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what batches write into a real database. */
class ReactionTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("reaction"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 4);

    private final Hints hints = new Hints(POOL);
    private final Reaction reaction = new Reaction(List.of(new InAppChannel(Clock.systemUTC(), hints)), List.of());
    private final UUID workspace = anId();
    private final Queue<Message> sent = new ConcurrentLinkedQueue<>();
    private final Queue<String> hinted = new ConcurrentLinkedQueue<>();

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
        ReceivedFact project = told(aProjectCreated(workspace, "Apollo", 1), 1);
        react(told(founded("zoe"), 1), project);
        react(project);

        assertThat(notified()).hasSize(1);
    }

    @Test
    void who_has_something_new_gets_a_hint_and_nothing_is_sent() {
        react(told(founded("zoe"), 1), told(aMemberAdded(workspace, "bob"), 2));
        hinted.clear();
        react(told(aProjectCreated(workspace, "Apollo", 2), 1), told(aProjectCreated(workspace, "Gemini", 2), 1));

        assertThat(hinted).containsExactlyInAnyOrder(InboxSubjects.of("zoe"), InboxSubjects.of("bob"));
        assertThat(sent).isEmpty();
    }

    @Test
    void a_mention_and_what_others_are_told_are_entries_of_their_own() {
        react(
                told(aWorkspaceCreated(workspace), 1),
                told(aMemberAdded(workspace, "bob"), 2),
                told(aMemberAdded(workspace, "carol"), 3));
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

        assertThat(notified())
                .contains(
                        "bob: Anna mentioned you in a comment on T: Well done", "carol: Anna commented on T: Well done")
                .filteredOn(each -> each.contains("Well done"))
                .hasSize(2);
    }

    @Test
    void a_large_team_is_told_together_and_everybody_once() {
        Awaiting.get(POOL.query("INSERT INTO membership VALUES ('" + workspace + "', 401)")
                .execute());
        Awaiting.get(POOL.query("INSERT INTO workspace_member (workspace_id, user_id, role) SELECT '" + workspace
                        + "', 'user' || i, 'member' FROM generate_series(0, 400) AS i")
                .execute());

        react(told(aProjectCreated(workspace, "Apollo", 401), 1));

        assertThat(notified()).hasSize(401).doesNotHaveDuplicates();
        assertThat(hinted).hasSize(401).doesNotHaveDuplicates();
    }

    @Test
    void what_waits_has_written_nothing() {
        react(told(founded("zoe"), 1));

        assertThat(react(told(aProjectCreated(workspace, "early", 3), 1))).allMatch(Outcome.Early.class::isInstance);
        assertThat(notified()).isEmpty();
        assertThat(hinted).isEmpty();
        assertThat(react(told(aProjectCreated(workspace, "due", 1), 1))).containsExactly(Outcome.done());
        assertThat(notified()).containsExactly("zoe: Anna created the project due");
    }

    @Test
    void transactions_on_the_same_memberships_wait_for_each_other_and_lose_nothing() {
        UUID other = anId();
        react(told(aWorkspaceCreated(workspace), 1));
        react(told(aWorkspaceCreated(other), 1));
        List<ReceivedFact> additions = new ArrayList<>();
        IntStream.rangeClosed(2, 21).forEach(version -> {
            additions.add(told(aMemberAdded(workspace, "user" + version), version));
            additions.add(told(aMemberAdded(other, "user" + version), version));
        });

        var even = inTransaction(every(additions, 0));
        var odd = inTransaction(every(additions, 1));
        assertThat(Awaiting.get(even)).containsOnly(Outcome.done());
        assertThat(Awaiting.get(odd)).containsOnly(Outcome.done());

        react(told(aProjectCreated(workspace, "Apollo", 21), 1));
        assertThat(notified()).filteredOn(each -> each.endsWith("Apollo")).hasSize(20);
    }

    private static List<ReceivedFact> every(List<ReceivedFact> facts, int remainder) {
        return IntStream.range(0, facts.size())
                .filter(i -> i / 3 % 2 == remainder)
                .mapToObj(facts::get)
                .toList();
    }

    private List<Outcome> react(ReceivedFact... facts) {
        return Awaiting.get(inTransaction(List.of(facts)));
    }

    private Future<List<Outcome>> inTransaction(List<ReceivedFact> facts) {
        Queue<CaughtWork> works = new ConcurrentLinkedQueue<>();
        return POOL.withTransaction(tx -> {
                    CaughtWork work = new CaughtWork(tx, sent::add);
                    works.add(work);
                    return work.all(reaction.to(facts, List.of(), work));
                })
                .onSuccess(committed -> works.forEach(CaughtWork::committed));
    }

    @BeforeEach
    void listen() {
        hints.onAll(new HintListener() {
            @Override
            public void onChange(Collection<String> subjects) {
                hinted.addAll(subjects);
            }

            @Override
            public void onPossibleLoss() {
                hinted.add("*");
            }
        });
    }

    private static ReceivedFact told(Fact fact, long sequence) {
        return new ReceivedFact(envelope(fact, fact.workspaceId(), sequence), fact);
    }

    private WorkspaceCreated founded(String owner) {
        return new WorkspaceCreated(workspace, "Acme", new Person(owner, null, null));
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
