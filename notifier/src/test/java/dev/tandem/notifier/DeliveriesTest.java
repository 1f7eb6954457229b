package dev.tandem.notifier;

import static dev.tandem.notifier.Facts.aMemberAdded;
import static dev.tandem.notifier.Facts.aWorkspaceCreated;
import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks over HTTP by which channels somebody was told of something. */
@Timeout(60)
class DeliveriesTest {

    private static final Vertx VERTX = Vertx.vertx();

    private final RunningNotifier notifier = RunningNotifier.get();
    private final Pool pool =
            Databases.pool(VERTX, URI.create(SharedBackends.get().postgres().uri(RunningNotifier.DATABASE)), "test", 1);
    private final String bob = "bob-" + anId();
    private final UUID workspace = anId();
    private final UUID event = anId();
    private final UUID notification = anId();
    private final OffsetDateTime entered = OffsetDateTime.parse("2036-11-21T09:45:00Z");

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @BeforeEach
    void bob_was_told_something() {
        notifier.happened(aWorkspaceCreated(workspace));
        notifier.happened(aMemberAdded(workspace, bob));
        enter(notification, event, entered);
    }

    @Test
    void what_was_not_mailed_has_a_reason() {
        assertThat(asked().getJsonObject("inApp"))
                .isEqualTo(new JsonObject()
                        .put("enteredAt", "2036-11-21T09:45:00Z")
                        .put("readAt", null));
        assertThat(asked().getJsonObject("mail"))
                .isEqualTo(new JsonObject()
                        .put("state", "none")
                        .put("reason", "no-mail-server")
                        .put("attempts", 0)
                        .put("nextAttemptAt", null)
                        .put("answer", null)
                        .put("updatedAt", null));

        run("UPDATE notification SET read_at = '2036-11-21T10:00:00Z' WHERE id = $1", notification);
        assertThat(asked().getJsonObject("inApp").getString("readAt")).isEqualTo("2036-11-21T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"waiting, true", "sent, false", "refused, false", "unwanted, false", "given-up, false"})
    void what_was_mailed_has_a_state_and_the_last_answer(String state, boolean again) {
        deliver(bob, state);
        deliver("carol-" + anId(), "sent");

        assertThat(asked().getJsonObject("mail"))
                .isEqualTo(new JsonObject()
                        .put("state", state)
                        .put("reason", null)
                        .put("attempts", 2)
                        .put("nextAttemptAt", again ? "2036-11-21T09:50:00Z" : null)
                        .put("answer", "<bob@example.com> is full")
                        .put("updatedAt", "2036-11-21T09:46:00Z"));
    }

    @Test
    void what_became_of_an_old_one_is_not_known_any_more() {
        UUID old = anId();
        enter(old, anId(), OffsetDateTime.now().minusDays(91));

        assertThat(asked(old).getJsonObject("mail").getString("reason")).isEqualTo("not-kept");
    }

    @Test
    void nobody_elses_notification_is_there() {
        String eve = "eve-" + anId();
        notifier.happened(aMemberAdded(workspace, eve));
        deliver(bob, "sent");

        Answer answer = notifier.get(path(notification), eve);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().getString("detail"))
                .isEqualTo(notifier.get(path(anId()), eve).json().getString("detail"));
    }

    @Test
    void who_left_the_workspace_has_none_in_it() {
        notifier.happened(new MemberRemoved(workspace, bob));

        Answer answer = notifier.get(path(notification), bob);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().getString("detail")).isEqualTo("There is no such notification.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0", "01980a3e666670008000000000000006"})
    void what_is_no_id_is_malformed(String malformed) {
        assertThat(notifier.get("/v1/notifications/" + malformed + "/deliveries", bob)
                        .status())
                .isEqualTo(400);
        assertThat(notifier.get(path(notification) + "?x=1", bob).status()).isEqualTo(400);
        assertThat(notifier.get(path(notification), null).status()).isEqualTo(401);
    }

    private static String path(UUID id) {
        return "/v1/notifications/" + id + "/deliveries";
    }

    private JsonObject asked() {
        return asked(notification);
    }

    private JsonObject asked(UUID id) {
        Answer answer = notifier.get(path(id), bob);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private void enter(UUID id, UUID cause, OffsetDateTime at) {
        run(
                "INSERT INTO notification (id, user_id, workspace_id, kind, text, created_at, event_id)"
                        + " VALUES ($1, $2, $3, 'task.assigned', 'It is yours', $4, $5)",
                id,
                bob,
                workspace,
                at,
                cause);
    }

    private void deliver(String user, String state) {
        run(
                "INSERT INTO delivery (id, channel, receiver, workspace_id, event_id, state, attempts, due_at, answer,"
                        + " created_at, updated_at) VALUES ($1, 'mail', $2, $3, $4, $5, 2, '2036-11-21T09:50:00Z',"
                        + " '<bob@example.com> is full', $6, '2036-11-21T09:46:00Z')",
                anId(),
                user,
                workspace,
                event,
                state,
                entered);
    }

    private void run(String statement, Object... values) {
        Awaiting.get(pool.preparedQuery(statement).execute(Tuple.from(values)).map(true));
    }
}
