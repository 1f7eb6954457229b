package dev.tandem.notifier.reaction;

import static dev.tandem.notifier.Facts.aMemberAdded;
import static dev.tandem.notifier.Facts.aProjectCreated;
import static dev.tandem.notifier.Facts.aWorkspaceCreated;
import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Fact;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.messaging.Outcome;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
                        "anna: Anna created the project Apollo",
                        "bob: Anna created the project Apollo",
                        "anna: Anna created the project Gemini",
                        "bob: Anna created the project Gemini");
    }

    @Test
    void the_same_event_again_adds_nothing() {
        Told project = told(aProjectCreated(workspace, "Apollo", 1), 1);
        react(told(aWorkspaceCreated(workspace), 1), project);
        react(project);

        assertThat(notified()).hasSize(1);
    }

    @Test
    void what_waits_has_written_nothing() {
        react(told(aWorkspaceCreated(workspace), 1));

        assertThat(react(told(aProjectCreated(workspace, "early", 3), 1), told(aMemberAdded(workspace, "carol"), 3)))
                .allMatch(Outcome.RetryLater.class::isInstance);
        assertThat(notified()).isEmpty();
        assertThat(react(told(aProjectCreated(workspace, "due", 1), 1))).containsExactly(Outcome.done());
        assertThat(notified()).containsExactly("anna: Anna created the project due");
    }

    @Test
    void transactions_on_the_same_memberships_wait_for_each_other_and_lose_nothing() {
        UUID other = anId();
        react(told(aWorkspaceCreated(workspace), 1));
        react(new Told(anId(), other.toString(), 1, aWorkspaceCreated(other)));
        List<Told> additions = new ArrayList<>();
        IntStream.rangeClosed(2, 21).forEach(version -> {
            additions.add(told(aMemberAdded(workspace, "user" + version), version));
            additions.add(new Told(anId(), other.toString(), version, aMemberAdded(other, "user" + version)));
        });

        List<Told> pending = additions;
        while (!pending.isEmpty()) {
            List<Told> halves = pending;
            var even = POOL.withTransaction(tx -> reaction.to(every(halves, 0), tx));
            var odd = POOL.withTransaction(tx -> reaction.to(every(halves, 1), tx));
            List<Told> next = new ArrayList<>(waiting(every(halves, 0), Awaiting.get(even)));
            next.addAll(waiting(every(halves, 1), Awaiting.get(odd)));
            assertThat(next).hasSizeLessThan(pending.size());
            pending = next;
        }

        react(told(aProjectCreated(workspace, "Apollo", 21), 1));
        assertThat(notified()).hasSize(21);
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
        return Awaiting.get(POOL.withTransaction(tx -> reaction.to(List.of(facts), tx)));
    }

    private Told told(Fact fact, long sequence) {
        return new Told(anId(), workspace.toString(), sequence, fact);
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
