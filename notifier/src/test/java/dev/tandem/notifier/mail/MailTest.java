package dev.tandem.notifier.mail;

import static dev.tandem.notifier.Facts.aSentence;
import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.table.Times;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.announcement.Cause;
import dev.tandem.notifier.announcement.Concern;
import dev.tandem.notifier.delivery.Attempt;
import dev.tandem.notifier.delivery.Delivery;
import dev.tandem.notifier.mail.SmtpServer.Received;
import dev.tandem.notifier.mail.SmtpServer.Treatment;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sends mails of a real database over a real conversation. */
@Timeout(60)
class MailTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("mail"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 4);

    private final SmtpServer server = SmtpServer.start(VERTX, 0);
    private final MailCarrier carrier = carrier(POOL, server.port());
    private final UUID workspace = anId();
    private final UUID project = anId();
    private final UUID task = anId();
    private final UUID event = anId();
    private final String bob = "bob-" + anId();
    private final String address = bob + "@example.com";
    private final Delivery delivery = new Delivery(anId(), bob, workspace, new Cause(event, null, null), 1);

    @BeforeAll
    static void tables() {
        Awaiting.get(Migrations.migrate(VERTX, DATABASE, Migration.of("notifier")));
    }

    @AfterEach
    void stop() {
        Awaiting.get(carrier.close().map(true));
        server.close();
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @Test
    void a_mail_says_what_happened_where_why_it_came_and_how_to_stop_it() {
        bobIsTold("Anna assigned Write <b>tests</b> to you");

        assertThat(carry()).isInstanceOf(Attempt.Sent.class);

        Received mail = server.to(address).get(0);
        assertThat(mail.header("To")).isEqualTo(address);
        assertThat(mail.header("From")).isEqualTo("Tandem <tandem@example.com>");
        assertThat(mail.header("Subject")).isEqualTo("Anna assigned Write <b>tests</b> to you");
        assertThat(mail.header("Message-ID")).isEqualTo("<" + delivery.id() + "@tandem.example.com>");
        assertThat(mail.header("References")).isEqualTo("<" + task + "@tandem.example.com>");
        assertThat(mail.header("List-Id")).isEqualTo("<" + workspace + ".tandem.example.com>");
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.header("List-Unsubscribe"))
                .isEqualTo("<https://tandem.example.com/v1/mail/subscriptions/" + token() + ">");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        String content = mail.content().replace("=\n", "");
        assertThat(content)
                .contains(
                        "https://tandem.example.com/tasks/" + task,
                        "a task was assigned to you",
                        "&lt;b&gt;tests&lt;/b&gt;")
                .contains("multipart/alternative");
    }

    @Test
    void a_title_cannot_add_headers_or_end_the_mail() {
        bobIsTold("Line\r\nBcc: eve@example.com\r\n.\r\nQUIT");

        assertThat(carry()).isInstanceOf(Attempt.Sent.class);

        assertThat(server.received).hasSize(1);
        assertThat(server.received.get(0).header("Bcc")).isEmpty();
        assertThat(server.received.get(0).header("Subject")).isEqualTo("Line Bcc: eve@example.com . QUIT");
    }

    @Test
    void it_is_asked_again_at_the_moment_of_sending() {
        assertThat(carry()).isEqualTo(new Attempt.Unwanted("the notification is no longer kept"));
        bobIsTold("Anna assigned it to you");
        run("UPDATE notification SET read_at = now() WHERE user_id = $1", bob);
        assertThat(carry()).isEqualTo(new Attempt.Unwanted("read before it was sent"));
        run("UPDATE notification SET read_at = NULL WHERE user_id = $1", bob);
        run("UPDATE workspace_member SET email = NULL WHERE user_id = $1", bob);
        assertThat(carry()).isEqualTo(new Attempt.Unwanted("the person has no address"));
        run("UPDATE workspace_member SET email = 'a@b>\r\nRCPT TO:<c@d' WHERE user_id = $1", bob);
        assertThat(carry()).isEqualTo(new Attempt.Unwanted("the person's address cannot be sent to"));
        assertThat(server.received).isEmpty();
    }

    @Test
    void who_is_not_known_as_a_member_yet_is_mailed_later_and_who_left_is_not() {
        bobIsTold("Anna assigned it to you");
        run("DELETE FROM workspace_member WHERE user_id = $1", bob);
        Instant entered = Times.ofId(delivery.id());

        assertThat(carryAt(entered.plusSeconds(599))).isEqualTo(unknown(entered.plusSeconds(659)));
        assertThat(carryAt(entered.plusSeconds(600))).isEqualTo(new Attempt.Unwanted("not a member of the workspace"));
        run(
                "INSERT INTO early_change (workspace_id, version, event_id, user_id, role) VALUES ($1, 3, $2, $3, 'member')",
                workspace,
                anId(),
                bob);
        assertThat(carryAt(entered.plusSeconds(86_400))).isEqualTo(unknown(entered.plusSeconds(86_460)));
        assertThat(server.received).isEmpty();
    }

    private static Attempt unknown(Instant again) {
        return new Attempt.NotYet(again, "not known as a member of the workspace");
    }

    private Attempt carryAt(Instant now) {
        MailCarrier then = carrier(POOL, server.port(), Clock.fixed(now, ZoneOffset.UTC));
        Attempt attempt = Awaiting.get(then.carry(delivery));
        Awaiting.get(then.close().map(true));
        return attempt;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // concern, of everything, of the workspace, of the project: sent, or not because of
                "ASSIGNMENT, -, -, -, -",
                "ASSIGNMENT, off, -, -, everything",
                "ASSIGNMENT, off, immediately, -, -",
                "ASSIGNMENT, off, immediately, off, the project",
                "ASSIGNMENT, -, off, -, the workspace",
                "ASSIGNMENT, off, off, immediately, -",
                "MENTION, off, -, -, everything",
                "NEWS, -, -, -, -",
                "ASSIGNMENT, digest, -, -, -",
                "NEWS, immediately, -, -, -",
                "NEWS, immediately, off, -, the workspace",
                "NEWS, off, -, immediately, -",
            })
    void the_narrowest_preference_decides(
            Concern concern,
            @Nullable String everything,
            @Nullable String ofWorkspace,
            @Nullable String ofProject,
            @Nullable String objection) {
        bobIsTold("Anna assigned it to you");
        run("UPDATE notification SET concern = $2 WHERE user_id = $1", bob, concern.name());
        prefers(concern, "everything", new UUID(0, 0), everything);
        prefers(concern, "workspace", workspace, ofWorkspace);
        prefers(concern, "project", project, ofProject);
        prefers(concern, "project", anId(), "immediately");

        Attempt attempt = carry();

        if (objection == null) {
            assertThat(attempt).isInstanceOf(Attempt.Sent.class);
        } else {
            assertThat(attempt).isInstanceOf(Attempt.Unwanted.class);
            assertThat(attempt.answer()).contains(objection);
        }
    }

    @Test
    void news_are_mailed_at_once_to_those_who_want_them_so_and_to_nobody_else() {
        prefersOf("ann", Concern.NEWS, "everything", new UUID(0, 0), "immediately");
        prefersOf("ben", Concern.NEWS, "workspace", workspace, "immediately");
        prefersOf("cal", Concern.NEWS, "project", project, "immediately");
        prefersOf("dan", Concern.NEWS, "everything", new UUID(0, 0), "immediately");
        prefersOf("dan", Concern.NEWS, "project", project, "off");
        prefersOf("eli", Concern.NEWS, "workspace", anId(), "immediately");
        prefersOf("fay", Concern.MENTION, "workspace", workspace, "immediately");

        assertThat(entered(Concern.NEWS, "ann", "ben", "cal", "dan", "eli", "fay", "gus"))
                .containsExactly(named("ann"), named("ben"), named("cal"));
    }

    @ParameterizedTest
    @EnumSource(names = {"MENTION", "ASSIGNMENT"})
    void what_is_personal_is_mailed_at_once_to_all_but_those_who_want_it_otherwise(Concern concern) {
        prefersOf("ann", concern, "everything", new UUID(0, 0), "off");
        prefersOf("ben", concern, "workspace", workspace, "digest");
        prefersOf("cal", concern, "project", anId(), "off");
        prefersOf("dan", Concern.NEWS, "everything", new UUID(0, 0), "off");

        assertThat(entered(concern, "ann", "ben", "cal", "dan", "eli"))
                .containsExactly(named("cal"), named("dan"), named("eli"));
    }

    /** Announces it twice to all of these; returns for whom a mail was entered. */
    private List<String> entered(Concern concern, String... names) {
        Announcement announcement = new Announcement(
                new Cause(event, null, null),
                workspace,
                project,
                null,
                concern,
                "project.created",
                aSentence("Anna created it"),
                null,
                Stream.of(names).map(this::named).toList());
        int number = Awaiting.get(new MailStore(POOL).append(List.of(announcement), Instant.now()));
        assertThat(Awaiting.get(new MailStore(POOL).append(List.of(announcement), Instant.now())))
                .isZero();
        List<String> receivers = new ArrayList<>();
        Awaiting.get(POOL.preparedQuery("SELECT receiver FROM delivery WHERE event_id = $1 ORDER BY receiver")
                        .execute(Tuple.of(event)))
                .forEach(row -> receivers.add(row.getString("receiver")));
        assertThat(receivers).hasSize(number);
        return receivers;
    }

    @Test
    void in_quiet_hours_nothing_is_sent_until_they_end() {
        bobIsTold("Anna assigned it to you");
        run(
                "INSERT INTO mail_schedule (user_id, zone, every, at, days, quiet_from, quiet_until)"
                        + " VALUES ($1, 'Europe/Berlin', 'day', '08:00', '{MONDAY}', '22:00', '07:00')",
                bob);

        assertThat(carryAt(Instant.parse("2026-03-28T23:30:00Z")))
                .isEqualTo(new Attempt.NotYet(Instant.parse("2026-03-29T05:00:00Z"), "the person's quiet hours"));
        assertThat(server.received).isEmpty();
        assertThat(carryAt(Instant.parse("2026-03-29T05:00:00Z"))).isInstanceOf(Attempt.Sent.class);
    }

    @Test
    void who_stopped_the_mails_of_a_workspace_gets_none_until_they_are_resumed() {
        bobIsTold("Anna assigned it to you");
        MailStore store = new MailStore(POOL);
        UUID token = Awaiting.get(store.token(delivery, delivery.receiver(), address));

        assertThat(Awaiting.get(store.stop(token, true))).contains(true);
        assertThat(carry()).isEqualTo(new Attempt.Unwanted("the person stopped mail of this workspace"));
        assertThat(Awaiting.get(store.stop(token, false))).contains(false);
        assertThat(carry()).isInstanceOf(Attempt.Sent.class);
        assertThat(Awaiting.get(store.token(delivery, delivery.receiver(), address)))
                .isEqualTo(token);
        assertThat(Awaiting.get(store.stop(anId(), true))).isEqualTo(Optional.empty());
    }

    @Test
    void an_address_that_does_not_exist_is_not_sent_to_again() {
        bobIsTold("Anna assigned it to you");
        server.treat(recipient -> Treatment.REFUSE_RECIPIENT);
        assertThat(carry()).isEqualTo(new Attempt.Refused("550 5.1.1 no such mailbox"));

        server.treat(recipient -> Treatment.TAKE);
        assertThat(carry()).isEqualTo(new Attempt.Unwanted("the address was refused earlier"));
        assertThat(Awaiting.get(POOL.preparedQuery("SELECT user_id FROM suppressed_address WHERE address = $1")
                                .execute(Tuple.of(address)))
                        .iterator()
                        .next()
                        .getString("user_id"))
                .isEqualTo(bob);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE_SENDER", "REFUSE_RELAY"})
    void what_is_refused_for_another_reason_than_the_address_suppresses_nobody(Treatment treatment) {
        bobIsTold("Anna assigned it to you");
        server.treat(recipient -> treatment);
        assertThat(carry()).isInstanceOf(Attempt.Refused.class);

        server.treat(recipient -> Treatment.TAKE);
        assertThat(carry()).isInstanceOf(Attempt.Sent.class);
    }

    @Test
    void a_server_that_is_not_available_for_one_mail_has_used_an_attempt_of_it() {
        bobIsTold("Anna assigned it to you");
        server.treat(recipient -> Treatment.NOT_AVAILABLE);

        assertThat(carry()).isInstanceOf(Attempt.Interrupted.class);
    }

    @Test
    void what_the_server_answers_decides_whether_it_is_tried_again() {
        bobIsTold("Anna assigned it to you");
        server.treat(recipient -> Treatment.REFUSE_FOR_NOW);
        assertThat(carry()).isEqualTo(new Attempt.Failed("451 4.7.1 come back later"));
        server.treat(recipient -> Treatment.REFUSE_MAIL);
        assertThat(carry()).isEqualTo(new Attempt.Refused("554 5.6.0 not like this"));
        server.treat(recipient -> Treatment.RESET);
        assertThat(carry()).isInstanceOf(Attempt.Interrupted.class);
        server.treat(recipient -> Treatment.LOSE_ANSWER);
        assertThat(carry()).isInstanceOf(Attempt.Interrupted.class);
        server.treat(recipient -> Treatment.TAKE);
        assertThat(carry()).isInstanceOf(Attempt.Sent.class);
        await().until(() -> server.to(address).size() == 2);
        assertThat(server.to(address))
                .extracting(mail -> mail.header("Message-ID"))
                .containsOnly("<" + delivery.id() + "@tandem.example.com>");
    }

    @Test
    void what_bounced_or_was_complained_about_is_not_sent_to_again() {
        bobIsTold("Anna assigned it to you");
        run(
                "INSERT INTO suppressed_address (address, reason, user_id, kind) VALUES ($1, 'full', $2, 'bounced')",
                address,
                bob);
        assertThat(carry()).isEqualTo(new Attempt.Unwanted("a mail to the address bounced earlier"));
        run("UPDATE suppressed_address SET kind = 'complaint' WHERE address = $1", address);
        assertThat(carry()).isEqualTo(new Attempt.Unwanted("the person reported a mail as unwanted earlier"));
        run("DELETE FROM suppressed_address WHERE address = $1", address);
        assertThat(carry()).isInstanceOf(Attempt.Sent.class);
    }

    @Test
    void a_failure_of_our_database_is_no_silence_of_the_server() {
        bobIsTold("Anna assigned it to you");
        Pool gone = Databases.pool(VERTX, DATABASE, "gone", 1);
        Awaiting.get(gone.close().map(true));
        MailCarrier hindered = carrier(gone, server.port());

        assertThat(Awaiting.get(hindered.carry(delivery).map(true).otherwise(false)))
                .isFalse();

        assertThat(server.received).isEmpty();
        Awaiting.get(hindered.close().map(true));
    }

    @Test
    void a_server_that_is_away_costs_no_attempt() {
        bobIsTold("Anna assigned it to you");
        server.close();
        assertThat(carry()).isInstanceOf(Attempt.Unavailable.class);
    }

    private Attempt carry() {
        return Awaiting.get(carrier.carry(delivery));
    }

    private void bobIsTold(String text) {
        run(
                "INSERT INTO workspace_member (workspace_id, user_id, role, email) VALUES ($1, $2, 'member', $3)",
                workspace,
                bob,
                address);
        run(
                "INSERT INTO notification (id, user_id, workspace_id, project_id, task_id, kind, concern, text, created_at, event_id)"
                        + " VALUES (gen_random_uuid(), $1, $2, $3, $4, 'task.assigned', 'ASSIGNMENT', $5, now(), $6)",
                bob,
                workspace,
                project,
                task,
                text,
                event);
    }

    private UUID token() {
        return Awaiting.get(new MailStore(POOL).token(delivery, delivery.receiver(), address));
    }

    private static void run(String statement, Object... values) {
        Awaiting.get(POOL.preparedQuery(statement).execute(Tuple.from(values)).map(true));
    }

    private static MailCarrier carrier(Pool pool, int port) {
        return carrier(pool, port, Clock.systemUTC());
    }

    private static MailCarrier carrier(Pool pool, int port, Clock clock) {
        return Carriers.mail(VERTX, pool, settings(port), 4, clock);
    }

    private static MailSettings settings(int port) {
        return new MailSettings(
                Optional.of(SmtpAddress.parse("smtp://127.0.0.1:" + port + "?starttls=disabled")),
                "Tandem <tandem@example.com>",
                URI.create("https://tandem.example.com/"),
                Optional.empty(),
                Optional.empty());
    }

    private String named(String name) {
        return name + "-" + bob;
    }

    private void prefers(Concern concern, String kind, UUID scope, @Nullable String timing) {
        if (timing != null) {
            prefer(bob, concern, kind, scope, timing);
        }
    }

    private void prefersOf(String name, Concern concern, String kind, UUID scope, String timing) {
        prefer(named(name), concern, kind, scope, timing);
    }

    private static void prefer(String user, Concern concern, String kind, UUID scope, String timing) {
        Awaiting.get(POOL.preparedQuery("INSERT INTO mail_preference (user_id, kind, scope, %s) VALUES ($1, $2, $3, $4)"
                        .formatted(concern.plural()))
                .execute(Tuple.of(user, kind, scope, timing)));
    }
}
