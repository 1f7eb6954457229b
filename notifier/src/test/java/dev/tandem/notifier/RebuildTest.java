package dev.tandem.notifier;

import static dev.tandem.notifier.Facts.aMemberAdded;
import static dev.tandem.notifier.Facts.aProjectCreated;
import static dev.tandem.notifier.Facts.aWorkspaceCreated;
import static dev.tandem.notifier.Facts.anId;
import static dev.tandem.notifier.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.Role;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.notifier.reaction.EventHandler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rebuilds memberships from the log, as an operator does. */
@Timeout(60)
class RebuildTest {

    private static final String REBUILDS = "/v1/admin/rebuilds";
    private static final String NOTIFIER = "{\"consumer\": \"notifier.events\"}";

    private final RunningNotifier notifier = RunningNotifier.get();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool =
            Databases.pool(vertx, URI.create(SharedBackends.get().postgres().uri(RunningNotifier.DATABASE)), "test", 2);
    private final UUID workspace = anId();

    @AfterEach
    void close() {
        Awaiting.get(vertx.close());
    }

    @Test
    void a_team_that_changes_all_the_while_is_rebuilt_though_its_changes_are_logged_in_another_order() {
        publish(workspace, 1, aWorkspaceCreated(workspace));
        publish(workspace, 3, new MemberRemoved(workspace, "bob"));
        publish(workspace, 5, new MemberChanged(workspace, "carol", Role.admin, "carol@example.com", "Carol", null));
        publish(workspace, 2, aMemberAdded(workspace, "bob"));
        publish(workspace, 4, aMemberAdded(workspace, "carol"));
        atVersion(workspace, 5);

        Answer accepted = notifier.operate(true, "POST", REBUILDS, NOTIFIER);
        assertThat(accepted.status()).isEqualTo(202);
        long version = 5;
        while (!get(accepted).getBoolean("done")) {
            publish(workspace, ++version, aMemberAdded(workspace, "user" + version));
        }
        publish(workspace, ++version, aMemberAdded(workspace, "zoe"));

        atVersion(workspace, version);
        JsonObject rebuilt = get(accepted);
        assertThat(rebuilt.getString("status")).as(rebuilt.encode()).isEqualTo("succeeded");
        assertThat(differences(rebuilt).getInteger("count"))
                .as(rebuilt.encode())
                .isZero();
        assertThat(members(workspace))
                .hasSize((int) version - 3)
                .contains("anna owner", "carol admin", "zoe member")
                .doesNotContain("bob member");
        publish(workspace, 1, aProjectCreated(workspace, "Apollo", version));
        long teamWithoutAnna = version - 4;
        await().untilAsserted(() -> assertThat(column("SELECT count(*) FROM notification WHERE workspace_id = '"
                        + workspace + "' AND kind = 'project.created'"))
                .containsExactly(teamWithoutAnna));
    }

    @Test
    void damaged_teams_are_mended_and_what_was_wrong_is_told() {
        UUID forgotten = anId();
        UUID ahead = anId();
        for (UUID each : List.of(workspace, forgotten, ahead)) {
            publish(each, 1, aWorkspaceCreated(each));
            publish(each, 2, aMemberAdded(each, "bob"));
            publish(each, 3, aMemberAdded(each, "carol"));
            atVersion(each, 3);
        }
        run("DELETE FROM workspace_member WHERE user_id = 'bob' AND workspace_id = '" + workspace + "'");
        run("UPDATE workspace_member SET role = 'viewer' WHERE user_id = 'carol' AND workspace_id = '" + workspace
                + "'");
        run("INSERT INTO workspace_member (workspace_id, user_id, role) VALUES ('" + workspace + "', 'eve', 'owner')");
        run("DELETE FROM membership WHERE workspace_id = '" + forgotten + "'");
        run("UPDATE membership SET version = 99 WHERE workspace_id = '" + ahead + "'");

        JsonObject rebuilt = rebuilt();

        JsonObject differences = differences(rebuilt);
        assertThat(differences.getInteger("onlyInOld")).as(rebuilt.encode()).isEqualTo(1);
        assertThat(differences.getInteger("onlyInNew")).as(rebuilt.encode()).isEqualTo(2);
        assertThat(differences.getInteger("changed")).as(rebuilt.encode()).isEqualTo(2);
        assertThat(differences.getJsonArray("examples").stream()
                        .map(example -> ((JsonObject) example).getString("key")))
                .containsExactlyInAnyOrder(
                        "member bob of " + workspace,
                        "member carol of " + workspace,
                        "member eve of " + workspace,
                        "workspace " + forgotten,
                        "workspace " + ahead);
        for (UUID each : List.of(workspace, forgotten, ahead)) {
            assertThat(members(each)).containsExactlyInAnyOrder("anna owner", "bob member", "carol member");
            publish(each, 4, new MemberRemoved(each, "bob"));
            atVersion(each, 4);
        }
    }

    @Test
    void a_team_whose_founding_is_not_in_the_log_is_kept_as_it_is() {
        run("INSERT INTO membership VALUES ('" + workspace + "', 7)");
        run("INSERT INTO workspace_member (workspace_id, user_id, role) VALUES ('" + workspace + "', 'anna', 'owner')");
        publish(workspace, 8, aMemberAdded(workspace, "bob"));
        atVersion(workspace, 8);

        JsonObject rebuilt = rebuilt();

        assertThat(differences(rebuilt).getInteger("count"))
                .as(rebuilt.encode())
                .isZero();
        assertThat(differences(rebuilt).getInteger("carriedOver")).isGreaterThanOrEqualTo(3);
        assertThat(members(workspace)).containsExactlyInAnyOrder("anna owner", "bob member");
        atVersion(workspace, 8);
    }

    @Test
    void a_change_that_the_log_lost_stays_for_the_inbox_vouches_for_it() {
        UUID lostInTheMiddle = anId();
        for (UUID each : List.of(workspace, lostInTheMiddle)) {
            publish(each, 1, aWorkspaceCreated(each));
            publish(each, 2, aMemberAdded(each, "bob"));
            publishPastTheLog(each, 3, new MemberRemoved(each, "bob"));
            atVersion(each, 3);
        }
        publish(lostInTheMiddle, 4, aMemberAdded(lostInTheMiddle, "carol"));
        atVersion(lostInTheMiddle, 4);

        JsonObject rebuilt = rebuilt();

        assertThat(differences(rebuilt).getInteger("count"))
                .as(rebuilt.encode())
                .isZero();
        assertThat(members(workspace)).containsExactly("anna owner");
        assertThat(members(lostInTheMiddle)).containsExactlyInAnyOrder("anna owner", "carol member");
        publish(workspace, 4, aMemberAdded(workspace, "dave"));
        atVersion(workspace, 4);
    }

    @Test
    void a_gap_in_the_log_is_told_and_nothing_beyond_it_is_guessed() {
        int others = differences(rebuilt()).getInteger("gaps");
        publish(workspace, 1, aWorkspaceCreated(workspace));
        publish(workspace, 3, aMemberAdded(workspace, "carol"));
        atVersion(workspace, 1);

        JsonObject rebuilt = rebuilt();

        assertThat(differences(rebuilt).getInteger("gaps")).as(rebuilt.encode()).isEqualTo(others + 1);
        assertThat(members(workspace)).containsExactly("anna owner");
        publish(workspace, 2, aMemberAdded(workspace, "bob"));
        atVersion(workspace, 3);
        assertThat(differences(rebuilt()).getInteger("gaps")).isEqualTo(others);
    }

    @Test
    void who_is_no_operator_gets_403_and_a_second_rebuild_409() {
        assertThat(notifier.operate(false, "POST", REBUILDS, NOTIFIER).status()).isEqualTo(403);
        UUID id = anId();
        run("INSERT INTO rebuild (id, consumer, status, requested_by, attempts, updated_at) VALUES ('" + id
                + "', 'notifier.events', 'running', 'oscar', 1, now() + interval '1 hour')");
        assertThat(notifier.operate(true, "POST", REBUILDS, NOTIFIER).status()).isEqualTo(409);
        assertThat(notifier.operate(true, "POST", REBUILDS + "/notifier.events/" + id + ":cancel", null)
                        .json()
                        .getString("status"))
                .isEqualTo("cancelled");
    }

    private JsonObject rebuilt() {
        Answer accepted = notifier.operate(true, "POST", REBUILDS, NOTIFIER);
        assertThat(accepted.status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).until(() -> get(accepted).getBoolean("done"));
        JsonObject rebuild = get(accepted);
        assertThat(rebuild.getString("status")).as(rebuild.encode()).isEqualTo("succeeded");
        return rebuild;
    }

    private JsonObject get(Answer accepted) {
        Answer answer = notifier.operate(true, "GET", accepted.header("Location"), null);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static JsonObject differences(JsonObject rebuild) {
        return rebuild.getJsonObject("result").getJsonObject("differences");
    }

    private void publish(UUID tenant, long version, Fact fact) {
        notifier.publish(envelope(fact, tenant, version), fact);
    }

    private void publishPastTheLog(UUID tenant, long version, Fact fact) {
        notifier.bus.send(
                "", EventHandler.QUEUE, CloudEvents.SINGLE, CloudEvents.write(envelope(fact, tenant, version), fact));
    }

    private void atVersion(UUID tenant, long version) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(column("SELECT version FROM membership WHERE workspace_id = '" + tenant + "'"))
                                .containsExactly(version));
    }

    private List<Object> members(UUID tenant) {
        return column("SELECT user_id || ' ' || role FROM workspace_member WHERE workspace_id = '" + tenant + "'");
    }

    private List<Object> column(String query) {
        return StreamSupport.stream(Awaiting.get(pool.query(query).execute()).spliterator(), false)
                .map(row -> row.getValue(0))
                .toList();
    }

    private void run(String statement) {
        Awaiting.get(pool.query(statement).execute());
    }
}
