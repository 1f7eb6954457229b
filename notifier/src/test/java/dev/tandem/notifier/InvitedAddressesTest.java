package dev.tandem.notifier;

import static dev.tandem.notifier.Facts.aWorkspaceCreated;
import static dev.tandem.notifier.Facts.anId;
import static dev.tandem.notifier.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.SendInvitation;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asks a notifier that has no mail server for mails of invitations, and lets in those who were invited. */
@Timeout(60)
class InvitedAddressesTest {

    private static final Vertx VERTX = Vertx.vertx();

    /** Longer than a worker rests that could not send. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final RunningNotifier notifier = RunningNotifier.get();
    private final Pool pool =
            Databases.pool(VERTX, URI.create(SharedBackends.get().postgres().uri(RunningNotifier.DATABASE)), "test", 1);
    private final UUID workspace = anId();
    private final String carol = "carol-" + anId();
    private final String address = carol + "@example.com";

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @Test
    void a_mail_that_cannot_be_sent_here_waits_and_the_health_says_so() {
        SendInvitation request = new SendInvitation(workspace, anId());
        Contract contract = Contracts.of(request);
        Envelope envelope = Envelope.of(contract.type())
                .id(anId())
                .source("/project-service")
                .subject(request.invitationId().toString())
                .time(Instant.now())
                .tenant(workspace.toString())
                .actor("anna")
                .correlationId("test")
                .sequence(0)
                .build();

        notifier.bus.publish(new Message(contract.exchange(), contract.routingKey(), envelope, request));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                rows("SELECT channel, state, answer FROM delivery WHERE workspace_id = $1", workspace))
                        .containsExactly("invitation, waiting, no mail server or no INVITATION_KEY is set"));
        assertThat(notifier.health().encode()).contains("no INVITATION_KEY is set; invitations wait");
        run("UPDATE delivery SET state = 'unwanted' WHERE workspace_id = $1", workspace);
    }

    @Test
    void what_is_known_of_the_address_belongs_to_whoever_joins_with_it() {
        UUID token = anId();
        run(
                "INSERT INTO mail_subscription (user_id, workspace_id, token, stopped_at, invited_at)"
                        + " VALUES ($1, $2, $3, now(), now())",
                "mailto:" + address,
                workspace,
                token);
        run(
                "INSERT INTO mail_subscription (user_id, workspace_id, invited_at) VALUES ($1, $2, now())",
                "mailto:" + address,
                anId());
        run(
                "INSERT INTO suppressed_address (address, user_id, reason) VALUES ($1, $2, 'no')",
                address,
                "mailto:" + address);
        run(
                "INSERT INTO delivery (id, channel, receiver, workspace_id, event_id, state, address, due_at, created_at,"
                        + " updated_at) VALUES ($1, 'invitation', 'x', $2, gen_random_uuid(), 'sent', $3, now(), now(), now())",
                anId(),
                workspace,
                address);

        notifier.publish(envelope(aWorkspaceCreated(workspace), workspace, 1), aWorkspaceCreated(workspace));
        joins(2);

        await().untilAsserted(() -> assertThat(rows(
                        "SELECT user_id, stopped_at IS NOT NULL, invited_at FROM mail_subscription WHERE token = $1",
                        token))
                .containsExactly(carol + ", true, null"));
        assertThat(rows("SELECT user_id FROM suppressed_address WHERE address = $1", address))
                .containsExactly(carol);
        assertThat(rows("SELECT address FROM delivery WHERE workspace_id = $1 AND channel = 'invitation'", workspace))
                .containsExactly("null");
        assertThat(rows("SELECT 1 FROM mail_subscription WHERE user_id = $1", "mailto:" + address))
                .as("of another workspace")
                .hasSize(1);
    }

    @Test
    void who_was_a_member_before_keeps_one_subscription_which_is_stopped_if_either_was() {
        run("INSERT INTO mail_subscription (user_id, workspace_id) VALUES ($1, $2)", carol, workspace);
        run(
                "INSERT INTO mail_subscription (user_id, workspace_id, stopped_at) VALUES ($1, $2, now())",
                "mailto:" + address,
                workspace);

        notifier.publish(envelope(aWorkspaceCreated(workspace), workspace, 1), aWorkspaceCreated(workspace));
        joins(2);

        await().untilAsserted(() -> assertThat(rows(
                        "SELECT user_id, stopped_at IS NOT NULL FROM mail_subscription WHERE workspace_id = $1",
                        workspace))
                .containsExactly(carol + ", true"));
    }

    private void joins(long version) {
        MemberAdded joined =
                new MemberAdded(workspace, carol, Role.member, address.toUpperCase(Locale.ROOT), null, "anna");
        notifier.publish(envelope(joined, workspace, version, carol), joined);
    }

    private void run(String statement, Object... values) {
        Awaiting.get(pool.preparedQuery(statement).execute(Tuple.from(values)).map(true));
    }

    private List<String> rows(String query, Object value) {
        List<String> rows = new ArrayList<>();
        Awaiting.get(pool.preparedQuery(query).execute(Tuple.of(value))).forEach(row -> {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(String.valueOf(row.getValue(i)));
            }
            rows.add(String.join(", ", values));
        });
        return rows;
    }
}
