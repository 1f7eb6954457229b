package dev.tandem.notifier.mail;

import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.Platform;
import dev.tandem.kit.auth.InvitationKey;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.notifier.announcement.Cause;
import dev.tandem.notifier.delivery.Attempt;
import dev.tandem.notifier.delivery.Delivery;
import dev.tandem.notifier.delivery.DeliveryStore;
import dev.tandem.notifier.mail.SmtpServer.Received;
import dev.tandem.notifier.mail.SmtpServer.Treatment;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mails invitations of a stand-in for project-service over a real conversation. */
@Timeout(60)
class InvitationMailTest {

    private static final Platform PLATFORM = Platform.create("invitations", Environment.of(Map.of()));
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("invitation_mails"));
    private static final Pool POOL = Databases.pool(PLATFORM.vertx(), DATABASE, "test", 4);
    private static final InvitationKey KEY = InvitationKey.parse("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");

    private final SmtpServer server = SmtpServer.start(PLATFORM.vertx(), 0);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private final HttpServer projects = Awaiting.get(PLATFORM.vertx()
            .createHttpServer()
            .requestHandler(request -> {
                asked.add(request.uri());
                request.response().setStatusCode(status).end(answer().toBuffer());
            })
            .listen(0, "127.0.0.1"));
    private final InvitationCarrier carrier = Carriers.invitation(
            PLATFORM.vertx(),
            POOL,
            settings(server.port()),
            ServiceClient.to(PLATFORM, "project-service", URI.create("http://127.0.0.1:" + projects.actualPort())),
            KEY);
    private final UUID invitation = anId();
    private final UUID workspace = anId();
    private final String address = "Carol-" + anId() + "@Example.com";
    private final Delivery delivery =
            new Delivery(anId(), invitation.toString(), workspace, new Cause(anId(), null, null), 1);

    @BeforeAll
    static void tables() {
        Awaiting.get(Migrations.migrate(PLATFORM.vertx(), DATABASE, Migration.of("notifier")));
    }

    @AfterEach
    void stop() {
        Awaiting.get(Future.join(carrier.close(), projects.close()).map(true));
        server.close();
    }

    @AfterAll
    static void close() {
        Awaiting.get(PLATFORM.vertx().close().map(true));
    }

    @Test
    void it_says_who_invites_to_what_and_leads_to_the_invitation_by_its_token() {
        assertThat(carry()).isInstanceOf(Attempt.Sent.class);

        String token = KEY.token(invitation);
        assertThat(asked).containsExactly("/v1/invitations/" + token);
        Received mail = server.to(address).get(0);
        assertThat(mail.header("To")).isEqualTo(address);
        assertThat(mail.header("Subject"))
                .isEqualTo("Anna <b> Bcc: eve@example.com invites you to the workspace Acme as member.");
        assertThat(mail.header("Bcc")).isEmpty();
        assertThat(mail.content().replace("=\n", ""))
                .contains(
                        "https://tandem.example.com/invitations/" + token,
                        "Anna &lt;b&gt;",
                        "Come &amp; help",
                        "Sign in as " + address,
                        "2026-12-24 at 08:00 UTC",
                        "https://tandem.example.com/v1/mail/subscriptions/" + stopToken());
    }

    @Test
    void nothing_is_mailed_that_is_no_longer_open() {
        status = 410;

        assertThat(carry()).isEqualTo(new Attempt.Unwanted("the invitation is no longer open"));
        assertThat(server.received).isEmpty();
    }

    @Test
    void a_token_that_project_service_does_not_know_is_tried_again() {
        status = 404;
        assertThat(carry())
                .isEqualTo(new Attempt.Hindered(
                        "project-service does not know the token: it has another INVITATION_KEY, or none"));
        status = 200;
        assertThat(carry()).isInstanceOf(Attempt.Sent.class);
    }

    @Test
    void what_project_service_cannot_answer_now_is_tried_again() {
        status = 500;
        assertThat(Awaiting.get(carrier.carry(delivery).map(true).otherwise(false)))
                .isFalse();
        status = 200;
        assertThat(carry()).isInstanceOf(Attempt.Sent.class);
    }

    @Test
    void who_has_the_mail_can_stop_such_mails_of_the_workspace() {
        carry();
        assertThat(Awaiting.get(new MailStore(POOL).stop(stopToken(), true))).contains(true);
        enter();

        assertThat(carry()).isEqualTo(new Attempt.Unwanted("the person stopped mail of this workspace"));
        assertThat(read("SELECT address FROM delivery WHERE id = $1", delivery.id()))
                .isEqualTo(address.toLowerCase(Locale.ROOT));
    }

    @Test
    void an_address_that_was_refused_or_bounced_is_not_sent_to_again() {
        server.treat(recipient -> Treatment.REFUSE_RECIPIENT);
        assertThat(carry()).isInstanceOf(Attempt.Refused.class);
        server.treat(recipient -> Treatment.TAKE);
        assertThat(carry()).isEqualTo(new Attempt.Unwanted("the address was refused earlier"));
        run("DELETE FROM suppressed_address WHERE address = $1", address.toLowerCase(Locale.ROOT));

        enter();
        run("UPDATE delivery SET attempts = 1 WHERE id = $1", delivery.id());
        assertThat(carry()).isInstanceOf(Attempt.Sent.class);
        Awaiting.get(new SuppressionStore(POOL)
                .bounced(delivery.id(), "550 5.1.1 no such mailbox", "bounced")
                .map(true));

        assertThat(carry()).isEqualTo(new Attempt.Unwanted("a mail to the address bounced earlier"));
        assertThat(read("SELECT user_id FROM suppressed_address WHERE address = $1", address.toLowerCase(Locale.ROOT)))
                .isEqualTo("mailto:" + address.toLowerCase(Locale.ROOT));
    }

    private JsonObject answer() {
        return status == 200
                ? new JsonObject()
                        .put("workspaceId", workspace.toString())
                        .put("workspaceName", "Acme")
                        .put("inviter", "Anna <b>\r\nBcc: eve@example.com")
                        .put("role", "member")
                        .put("email", address)
                        .put("message", "Come & help")
                        .put("expiresAt", "2026-12-24T08:00:00Z")
                : Problems.standard(status).toJson();
    }

    private UUID stopToken() {
        return Awaiting.get(new MailStore(POOL).token(delivery, "mailto:" + address.toLowerCase(Locale.ROOT), address));
    }

    private Attempt carry() {
        return Awaiting.get(carrier.carry(delivery));
    }

    private void enter() {
        Awaiting.get(new DeliveryStore(POOL)
                .append(
                        InvitationCarrier.CHANNEL,
                        List.of(new DeliveryStore.Entry(
                                delivery.id(), delivery.receiver(), workspace, delivery.cause())),
                        Instant.now())
                .map(true));
    }

    private static String read(String statement, Object value) {
        return Awaiting.get(POOL.preparedQuery(statement).execute(Tuple.of(value)))
                .iterator()
                .next()
                .getString(0);
    }

    private static void run(String statement, Object... values) {
        Awaiting.get(POOL.preparedQuery(statement).execute(Tuple.from(values)).map(true));
    }

    private static MailSettings settings(int port) {
        return new MailSettings(
                Optional.of(SmtpAddress.parse("smtp://127.0.0.1:" + port + "?starttls=disabled")),
                "Tandem <tandem@example.com>",
                URI.create("https://tandem.example.com/"),
                Optional.empty(),
                Optional.empty());
    }
}
