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
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports bounces over HTTP as a mail provider does, and lifts what follows from them as an admin. */
@Timeout(60)
class BouncesTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final String SECRET = "Bearer " + RunningNotifier.BOUNCE_SECRET;

    private final RunningNotifier notifier = RunningNotifier.get();
    private final Pool pool =
            Databases.pool(VERTX, URI.create(SharedBackends.get().postgres().uri(RunningNotifier.DATABASE)), "test", 1);
    private final String bob = "bob-" + anId();
    private final String address = "Bob." + anId() + "@example.com";
    private final UUID workspace = anId();
    private final UUID delivery = anId();

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @BeforeEach
    void bob_was_sent_a_mail() {
        notifier.happened(aWorkspaceCreated(workspace));
        notifier.happened(aMemberAdded(workspace, bob));
        enter(bob, address);
        deliver(delivery, "sent", 1);
    }

    @ParameterizedTest
    @CsvSource({
        "hard, bounced, the mail bounced: 550 no such mailbox",
        "complaint, complaint, the recipient reported the mail as unwanted: 550 no such mailbox"
    })
    void what_bounced_is_marked_and_its_address_gets_nothing_more(String type, String kind, String words) {
        assertThat(report(delivery, type).status()).isEqualTo(204);

        assertThat(delivery()).isEqualTo("bounced: " + words);
        JsonObject suppressed = suppressed().getJsonObject(0);
        assertThat(suppressed.getString("userId")).isEqualTo(bob);
        assertThat(suppressed.getString("address")).isEqualTo(address.toLowerCase(Locale.ROOT));
        assertThat(suppressed.getString("kind")).isEqualTo(kind);
        assertThat(suppressed.getString("reason")).isEqualTo(words);
        assertThat(suppressed.getString("since")).isNotBlank();
    }

    @Test
    void a_digest_bounces_as_a_mail_does() {
        run("UPDATE delivery SET channel = 'digest' WHERE id = $1", delivery);

        assertThat(report(delivery, "complaint").status()).isEqualTo(204);

        assertThat(suppressed().getJsonObject(0).getString("userId")).isEqualTo(bob);
    }

    @Test
    void what_was_delayed_stays_sent_and_the_detail_is_kept() {
        assertThat(report(delivery, "soft").status()).isEqualTo(204);

        assertThat(delivery()).isEqualTo("sent: the mail could not be delivered this time: 550 no such mailbox");
        assertThat(suppressed()).isEmpty();
    }

    @Test
    void a_report_that_is_repeated_does_not_suppress_again_what_was_lifted_or_changed() {
        report(delivery, "hard");
        assertThat(lift("anna", bob).status()).isEqualTo(204);
        assertThat(suppressed()).isEmpty();

        assertThat(report(delivery, "hard").status()).isEqualTo(204);

        assertThat(suppressed()).isEmpty();
        assertThat(lift("anna", bob).status()).isEqualTo(204);
    }

    @Test
    void what_is_not_known_is_answered_alike_and_changes_nothing() {
        UUID unattempted = anId();
        deliver(unattempted, "waiting", 0);
        for (String id : new String[] {
            "<" + anId() + "@tandem.example>", "<other@example.com>", "x", "<" + unattempted + "@tandem.example>"
        }) {
            Answer answer = notifier.postAuthorized("/v1/mail/bounces", SECRET, bounce(id, "hard"));
            assertThat(answer.status()).as(id).isEqualTo(204);
        }
        assertThat(suppressed()).isEmpty();
        assertThat(delivery()).isEqualTo("sent: accepted");
    }

    @Test
    void what_bounced_is_the_address_that_the_mail_went_to_whatever_the_person_has_now() {
        run("UPDATE workspace_member SET email = 'new-' || email WHERE user_id = $1", bob);

        assertThat(report(delivery, "hard").status()).isEqualTo(204);

        assertThat(delivery()).startsWith("bounced");
        assertThat(rows("SELECT address FROM suppressed_address WHERE user_id = $1", bob))
                .extracting(row -> row.getString("address"))
                .containsExactly(address.toLowerCase(Locale.ROOT));
    }

    @Test
    void without_the_secret_nothing_is_believed() {
        for (String shown : new String[] {null, "Bearer nonsense", "Basic eDp5", RunningNotifier.BOUNCE_SECRET}) {
            Answer answer = notifier.postAuthorized("/v1/mail/bounces", shown, bounce("<" + delivery + "@x>", "hard"));
            assertThat(answer.status()).as(shown).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isNotBlank();
        }
        Answer asAUser = notifier.post("/v1/mail/bounces", "anna", bounce("<" + delivery + "@x>", "hard"));
        assertThat(asAUser.status()).isEqualTo(401);
        assertThat(delivery()).isEqualTo("sent: accepted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'messageId':'<x@y>'}",
                "{'messageId':'<x@y>','type':'medium'}",
                "{'messageId':7,'type':'hard'}",
                "{'messageId':'<x@y>','type':'hard','detail':''}",
                "{'messageId':'<x@y>','type':'hard','address':'bob@example.com'}"
            })
    void a_report_of_another_form_is_refused(String body) {
        assertThat(notifier.postAuthorized("/v1/mail/bounces", SECRET, body.replace('\'', '"'))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void pages_hold_the_members_of_the_workspace_in_order_of_their_ids() {
        report(delivery, "hard");
        String[] others = {"al-" + anId(), "zoe-" + anId()};
        for (String other : others) {
            enter(other, other + "@example.com");
            run(
                    "INSERT INTO suppressed_address (address, reason, user_id) VALUES ($1, 'no such mailbox', 'frank')",
                    other + "@example.com");
        }
        run(
                "INSERT INTO suppressed_address (address, reason, user_id) VALUES ($1, 'no such mailbox', $2)",
                "earlier-" + bob + "@example.com",
                bob);

        JsonObject first = notifier.get(path("?limit=2"), "anna").json();
        JsonObject second = notifier.get(path("?limit=2&cursor=" + first.getString("nextCursor")), "anna")
                .json();

        assertThat(first.getJsonArray("items"))
                .extracting(each -> ((JsonObject) each).getString("userId"))
                .containsExactly(others[0], bob);
        assertThat(second.getJsonArray("items"))
                .extracting(each -> ((JsonObject) each).getString("userId"))
                .containsExactly(others[1]);
        assertThat(second.getValue("nextCursor")).isNull();
        assertThat(second.getJsonArray("items").getJsonObject(0).getString("kind"))
                .isEqualTo("refused");
    }

    @Test
    void only_who_manages_the_members_sees_and_lifts_them() {
        report(delivery, "hard");

        notifier.projects.member(workspace, bob, "barred");
        assertThat(notifier.get(path(""), bob).status()).isEqualTo(403);
        assertThat(lift(bob, bob).status()).isEqualTo(403);
        assertThat(notifier.get(path(""), "eve").status()).isEqualTo(404);
        assertThat(lift("eve", bob).status()).isEqualTo(404);
        notifier.happened(new MemberRemoved(workspace, bob));
        assertThat(notifier.get(path(""), bob).status()).isEqualTo(404);
        assertThat(lift("anna", "somebody else").status()).isEqualTo(204);
        assertThat(suppressed()).hasSize(1);
    }

    private Answer report(UUID id, String type) {
        return notifier.postAuthorized("/v1/mail/bounces", SECRET, bounce("<" + id + "@tandem.example>", type));
    }

    private static String bounce(String messageId, String type) {
        return new JsonObject()
                .put("messageId", messageId)
                .put("type", type)
                .put("detail", "550 no such\r\nmailbox")
                .encode();
    }

    private Answer lift(String caller, String user) {
        return notifier.send("DELETE", path("/" + user.replace(" ", "%20")), caller, null);
    }

    private JsonArray suppressed() {
        Answer answer = notifier.get(path(""), "anna");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().getJsonArray("items");
    }

    private String path(String end) {
        return "/v1/workspaces/" + workspace + "/suppressed-addresses" + end;
    }

    private String delivery() {
        return rows("SELECT state || ': ' || answer AS it FROM delivery WHERE id = $1", delivery)
                .iterator()
                .next()
                .getString("it");
    }

    private void enter(String user, String email) {
        run(
                "INSERT INTO workspace_member (workspace_id, user_id, role, email) VALUES ($1, $2, 'member', $3)",
                workspace,
                user,
                email);
    }

    private void deliver(UUID id, String state, int attempts) {
        run(
                "INSERT INTO delivery (id, channel, receiver, workspace_id, event_id, state, attempts, due_at, answer,"
                        + " created_at, updated_at, address)"
                        + " VALUES ($1, 'mail', $2, $3, gen_random_uuid(), $4, $5, now(), 'accepted', now(), now(), lower($6))",
                id,
                bob,
                workspace,
                state,
                attempts,
                address);
    }

    private RowSet<Row> rows(String statement, Object... values) {
        return Awaiting.get(pool.preparedQuery(statement).execute(Tuple.from(values)));
    }

    private void run(String statement, Object... values) {
        rows(statement, values);
    }
}
