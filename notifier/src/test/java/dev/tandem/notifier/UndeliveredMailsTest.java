package dev.tandem.notifier;

import static dev.tandem.notifier.Facts.aMemberAdded;
import static dev.tandem.notifier.Facts.aWorkspaceCreated;
import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An admin finds mails that reached nobody, and has them sent again. */
@Timeout(60)
class UndeliveredMailsTest {

    private static final Vertx VERTX = Vertx.vertx();

    private final RunningNotifier notifier = RunningNotifier.get();
    private final Pool pool =
            Databases.pool(VERTX, URI.create(SharedBackends.get().postgres().uri(RunningNotifier.DATABASE)), "test", 1);
    private final String bob = "bob-" + anId();
    private final String carol = "carol-" + anId() + "@example.com";
    private final UUID workspace = anId();

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @BeforeEach
    void bob_is_a_member() {
        notifier.happened(aWorkspaceCreated(workspace));
        notifier.happened(aMemberAdded(workspace, bob));
    }

    @Test
    void those_are_listed_that_ended_without_arriving_newest_first() {
        UUID refused = deliver(workspace, "mail", "refused");
        UUID bounced = deliver(workspace, "digest", "bounced");
        UUID givenUp = deliver(workspace, "mail", "given-up");
        for (String other : List.of("waiting", "sent", "unwanted")) {
            deliver(workspace, "mail", other);
        }
        deliver(workspace, "chat", "refused");
        deliver(anId(), "mail", "refused");

        JsonObject first = list("?limit=2");
        JsonObject second = list("?limit=2&cursor=" + first.getString("nextCursor"));

        assertThat(ids(first)).containsExactly(givenUp.toString(), bounced.toString());
        assertThat(ids(second)).containsExactly(refused.toString());
        assertThat(second.getValue("nextCursor")).isNull();
        JsonObject digest = first.getJsonArray("items").getJsonObject(1);
        assertThat(digest.getString("updatedAt")).isNotBlank();
        digest.remove("updatedAt");
        assertThat(digest)
                .isEqualTo(new JsonObject()
                        .put("id", bounced.toString())
                        .put("userId", bob)
                        .putNull("email")
                        .put("kind", "digest")
                        .put("state", "bounced")
                        .put("attempts", 3)
                        .put("answer", "550 no"));
    }

    @Test
    void an_invitation_is_listed_with_its_address_and_sent_again() {
        UUID mail = deliver(workspace, "invitation", "given-up");
        assertThat(list("").getJsonArray("items").getJsonObject(0).getMap())
                .as("nothing was sent")
                .contains(entry("userId", null), entry("email", null));
        address(mail, carol);

        assertThat(list("").getJsonArray("items").getJsonObject(0).getMap())
                .contains(entry("userId", null), entry("email", carol), entry("kind", "invitation"));
        assertThat(sendAgain("anna", mail).status()).isEqualTo(204);
        await().untilAsserted(() -> assertThat(row(mail)).startsWith("waiting 0"));
        end(mail);
    }

    @ParameterizedTest
    @CsvSource({"refused, 0", "bounced, 0", "complaint, 1"})
    void an_invitation_that_the_address_does_not_take_is_listed_and_its_replay_lifts_that_unless_it_was_a_complaint(
            String kind, int remain) {
        UUID over = deliver(workspace, "invitation", "unwanted");
        UUID mail = deliver(workspace, "invitation", "unwanted");
        address(mail, carol);
        run(
                "INSERT INTO suppressed_address (address, user_id, reason, kind) VALUES ($1, $2, 'no', $3)",
                carol,
                "mailto:" + carol,
                kind);

        assertThat(ids(list(""))).containsExactly(mail.toString());
        assertThat(sendAgain("anna", mail).status()).isEqualTo(204);
        assertThat(sendAgain("anna", over).status()).isEqualTo(204);

        await().untilAsserted(() -> assertThat(row(mail)).startsWith("waiting 0"));
        assertThat(row(over)).isEqualTo("unwanted 3 false");
        assertThat(Awaiting.get(pool.preparedQuery("SELECT FROM suppressed_address WHERE address = $1")
                                .execute(Tuple.of(carol)))
                        .size())
                .isEqualTo(remain);
        end(mail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "bounced", "given-up"})
    void one_that_is_sent_again_begins_anew(String state) {
        UUID mail = deliver(workspace, "mail", state);

        assertThat(sendAgain("anna", mail).status()).isEqualTo(204);
        assertThat(sendAgain("anna", mail).status()).isEqualTo(204);

        assertThat(row(mail)).isEqualTo("waiting 0 true");
        assertThat(ids(list(""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sent", "unwanted", "waiting"})
    void others_are_left_alone(String state) {
        UUID mail = deliver(workspace, "mail", state);

        assertThat(sendAgain("anna", mail).status()).isEqualTo(204);

        assertThat(row(mail)).isEqualTo(state + " 3 false");
    }

    @Test
    void only_who_manages_the_members_sees_and_sends_them() {
        UUID mail = deliver(workspace, "mail", "refused");
        UUID elsewhere = deliver(anId(), "mail", "refused");

        assertThat(sendAgain("anna", elsewhere).status()).isEqualTo(404);
        assertThat(sendAgain("anna", deliver(workspace, "chat", "refused")).status())
                .isEqualTo(404);
        notifier.projects.member(workspace, bob, "barred");
        assertThat(sendAgain(bob, mail).status()).isEqualTo(403);
        assertThat(notifier.get(path(""), bob).status()).isEqualTo(403);
        assertThat(sendAgain("eve", mail).status()).isEqualTo(404);
        assertThat(notifier.get(path(""), "eve").status()).isEqualTo(404);
        assertThat(row(mail)).isEqualTo("refused 3 false");
        assertThat(row(elsewhere)).isEqualTo("refused 3 false");
    }

    /** Lets nobody try to send it. */
    private void end(UUID mail) {
        run("UPDATE delivery SET state = 'sent' WHERE id = $1", mail);
    }

    private void address(UUID mail, String address) {
        run("UPDATE delivery SET address = $2 WHERE id = $1", mail, address);
    }

    private void run(String statement, Object... values) {
        Awaiting.get(pool.preparedQuery(statement).execute(Tuple.from(values)).map(true));
    }

    private Answer sendAgain(String caller, UUID mail) {
        return notifier.send("POST", path("/" + mail + "/replays"), caller, null);
    }

    private JsonObject list(String query) {
        Answer answer = notifier.get(path(query), "anna");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(each -> ((JsonObject) each).getString("id"))
                .toList();
    }

    private String path(String end) {
        return "/v1/workspaces/" + workspace + "/undelivered-mails" + end;
    }

    private UUID deliver(UUID where, String channel, String state) {
        UUID id = anId();
        Awaiting.get(pool.preparedQuery(
                        "INSERT INTO delivery (id, channel, receiver, workspace_id, event_id, state, attempts, due_at, answer,"
                                + " created_at, updated_at)"
                                + " VALUES ($1, $2, $3, $4, gen_random_uuid(), $5, 3, now() + interval '1 hour', '550 no', now(), now())")
                .execute(Tuple.of(id, channel, bob, where, state)));
        return id;
    }

    /** Returns its state, its attempts, and whether it is due. */
    private String row(UUID mail) {
        return Awaiting.get(pool.preparedQuery(
                                "SELECT state || ' ' || attempts || ' ' || (due_at <= now()) AS it FROM delivery WHERE id = $1")
                        .execute(Tuple.of(mail)))
                .iterator()
                .next()
                .getString("it");
    }
}
