package dev.tandem.notifier.mail;

import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.table.Times;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.notifier.announcement.Cause;
import dev.tandem.notifier.delivery.Attempt;
import dev.tandem.notifier.delivery.Delivery;
import dev.tandem.notifier.delivery.Fate;
import dev.tandem.notifier.delivery.Outside.Entered;
import dev.tandem.notifier.mail.SmtpServer.Received;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sends digests of a real database over a real conversation, and says in which a notification was. */
@Timeout(60)
class DigestMailTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("digest_mail"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 4);
    private static final Instant MORNING = Instant.parse("2025-12-01T08:00:00Z");

    private final SmtpServer server = SmtpServer.start(VERTX, 0);
    private final UUID workspace = anId();
    private final UUID apollo = anId();
    private final UUID gemini = anId();
    private final String bob = "bob-" + anId();
    private final String address = bob + "@example.com";
    private final UUID digest = idAt(MORNING.minus(Duration.ofHours(1)));
    private final Delivery delivery = new Delivery(digest, bob, workspace, new Cause(digest, null, null), 1);
    private int told;

    @BeforeAll
    static void tables() {
        Awaiting.get(Migrations.migrate(VERTX, DATABASE, Migration.of("notifier")));
    }

    @BeforeEach
    void bob_has_a_digest_of_the_last_day() {
        run(
                "INSERT INTO workspace_member (workspace_id, user_id, role, email) VALUES ($1, $2, 'member', $3)",
                workspace,
                bob,
                address);
        run(
                "INSERT INTO project_name (project_id, name, sequence) VALUES ($1, 'Apollo', 1), ($2, 'Gemini <3>', 1)",
                apollo,
                gemini);
        run(
                "INSERT INTO digest (id, user_id, workspace_id, since_id, before_id) VALUES ($1, $2, $3, $4, $5)",
                digest,
                bob,
                workspace,
                Times.lowestId(MORNING.minus(Duration.ofDays(1))),
                Times.lowestId(MORNING));
        run(
                "INSERT INTO delivery (id, channel, receiver, workspace_id, event_id, attempts, due_at, created_at, updated_at)"
                        + " VALUES ($1, 'digest', $2, $3, $1, 1, $4, $4, $4)",
                digest,
                bob,
                workspace,
                Times.utc(MORNING));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @Test
    void a_digest_lists_what_is_unread_by_project_the_latest_first() {
        tell(apollo, "Anna created the project Apollo");
        tell(gemini, "Carl renamed <it>");
        tell(apollo, "Anna completed Write tests");
        tell(null, "Olga added you to the workspace");
        run("UPDATE notification SET read_at = now() WHERE id = $1", tell(gemini, "read meanwhile"));
        tell(apollo, anId(), bob, "of another workspace");
        tell(apollo, workspace, "carol-" + bob, "of somebody else");
        told = 100_000;
        tell(apollo, "of another digest");

        assertThat(carry()).isInstanceOf(Attempt.Sent.class);

        Received mail = server.to(address).get(0);
        assertThat(mail.header("Subject")).isEqualTo("4 notifications");
        assertThat(mail.header("Message-ID")).isEqualTo("<" + digest + "@tandem.example.com>");
        assertThat(mail.header("List-Id")).isEqualTo("<" + workspace + ".tandem.example.com>");
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        String content = mail.content().replace("=\n", "");
        assertThat(content).contains("""
                Your membership - https://tandem.example.com/
                * Olga added you to the workspace

                Apollo - https://tandem.example.com/projects/%s
                * Anna completed Write tests
                * Anna created the project Apollo

                Gemini <3> - https://tandem.example.com/projects/%s
                * Carl renamed <it>

                --""".formatted(apollo, gemini));
        assertThat(content)
                .contains("Gemini &lt;3&gt;", "Carl renamed &lt;it&gt;", "your preferences ask for it")
                .doesNotContain("read meanwhile", "another workspace", "somebody else", "another digest", "more");
    }

    @Test
    void of_many_it_lists_the_latest_and_counts_the_rest() {
        for (int i = 1; i <= 22; i++) {
            tell(apollo, "Number " + i + ".");
        }

        assertThat(carry()).isInstanceOf(Attempt.Sent.class);

        Received mail = server.to(address).get(0);
        assertThat(mail.header("Subject")).isEqualTo("22 notifications in Apollo");
        assertThat(mail.content())
                .contains("* Number 22.\n* Number 21.\n", "* Number 13.\nand 12 more\n")
                .doesNotContain("Number 12.");
    }

    @Test
    void of_many_projects_it_lists_the_latest_and_counts_the_rest() {
        for (int i = 0; i < 12; i++) {
            UUID project = anId();
            for (int j = 0; j < 10; j++) {
                tell(project, "In " + i + ".");
            }
        }

        assertThat(carry()).isInstanceOf(Attempt.Sent.class);

        String content = server.to(address).get(0).content();
        assertThat(content).contains("and 20 more elsewhere", "In 2.", "In 11.").doesNotContain("In 0.", "In 1.");
    }

    @Test
    void what_is_mailed_by_itself_is_not_repeated() {
        UUID mailed = tell(apollo, "mailed by itself");
        deliver(mailed, "sent");
        assertThat(carry()).isInstanceOf(Attempt.Unwanted.class);

        UUID unwanted = tell(apollo, "to be listed");
        deliver(unwanted, "unwanted");
        assertThat(carry()).isInstanceOf(Attempt.Sent.class);
        assertThat(server.to(address).get(0).header("Subject")).isEqualTo("1 notification in Apollo");
    }

    @Test
    void what_is_not_wanted_any_more_is_not_listed_and_an_empty_digest_is_not_sent() {
        tell(apollo, "of no interest");
        run("INSERT INTO mail_preference (user_id, kind, scope, news) VALUES ($1, 'project', $2, 'off')", bob, apollo);

        assertThat(carry())
                .isEqualTo(new Attempt.Unwanted("all of it was read before it was sent, or is not wanted any more"));
        run("DELETE FROM workspace_member WHERE user_id = $1", bob);
        assertThat(carry()).isEqualTo(new Attempt.Unwanted("not a member of the workspace"));
        run("DELETE FROM digest WHERE id = $1", digest);
        assertThat(carry()).isEqualTo(new Attempt.Unwanted("the digest is no longer kept"));
        assertThat(server.received).isEmpty();
    }

    @Test
    void in_quiet_hours_it_waits() {
        tell(apollo, "Anna completed Write tests");
        run(
                "INSERT INTO mail_schedule (user_id, zone, every, at, days, quiet_from, quiet_until)"
                        + " VALUES ($1, 'Europe/Berlin', 'day', '08:00', '{MONDAY}', '08:30', '10:00')",
                bob);

        assertThat(carry())
                .isEqualTo(new Attempt.NotYet(Instant.parse("2025-12-01T09:00:00Z"), "the person's quiet hours"));
        assertThat(server.received).isEmpty();
    }

    @Test
    void who_asks_is_told_whether_it_was_mailed_by_itself() {
        UUID mailed = tell(apollo, "mailed by itself");
        deliver(mailed, "sent");

        assertThat(fate(mailed).state()).isEqualTo("sent");
        assertThat(fate(mailed).reason()).isNull();
    }

    @Test
    void who_asks_is_told_of_the_digest_in_which_it_is() {
        UUID listed = tell(apollo, "listed");
        assertThat(fate(listed)).isEqualTo(new Fate("digest", "waiting", "digest", 1, MORNING, null, MORNING));

        run("UPDATE delivery SET state = 'sent', answer = 'accepted' WHERE id = $1", digest);
        assertThat(fate(listed).state()).isEqualTo("sent");
    }

    @Test
    void what_was_read_before_the_digest_was_sent_was_not_in_it() {
        UUID listed = tell(apollo, "listed");
        run(
                "UPDATE delivery SET state = 'sent', updated_at = $2 WHERE id = $1",
                digest,
                Times.utc(MORNING.plusSeconds(60)));
        run("UPDATE notification SET read_at = $2 WHERE id = $1", listed, Times.utc(MORNING.plusSeconds(59)));
        assertThat(fate(listed)).isEqualTo(Fate.none("mail", "not-in-digest", null));

        run("UPDATE notification SET read_at = $2 WHERE id = $1", listed, Times.utc(MORNING.plusSeconds(61)));
        assertThat(fate(listed).state()).isEqualTo("sent");
    }

    @Test
    void what_was_not_mailed_by_itself_may_be_in_a_digest() {
        UUID unwanted = tell(apollo, "unwanted by itself");
        deliver(unwanted, "unwanted");
        assertThat(fate(unwanted).reason()).isEqualTo("digest");

        run("DELETE FROM digest WHERE id = $1", digest);
        run(
                "INSERT INTO digest_progress (user_id, covered_until, due_at) VALUES ($1, $2, $2)",
                bob,
                Times.utc(MORNING));
        assertThat(fate(unwanted).state()).isEqualTo("unwanted");
    }

    @Test
    void who_asks_is_told_of_the_digest_that_is_to_come() {
        told = 100_000;
        UUID next = tell(apollo, "for the next");
        Fate waits = new Fate("mail", "waiting", "digest", 0, null, null, null);
        assertThat(fate(next)).as("of a new member").isEqualTo(waits);

        run(
                "INSERT INTO digest_progress (user_id, covered_until, due_at) VALUES ($1, $2, '-infinity')",
                bob,
                Times.utc(MORNING));
        assertThat(fate(next)).isEqualTo(waits);

        Instant tomorrow = MORNING.plus(Duration.ofDays(1));
        run("UPDATE digest_progress SET due_at = $2 WHERE user_id = $1", bob, Times.utc(tomorrow));
        assertThat(fate(next)).isEqualTo(new Fate("mail", "waiting", "digest", 0, tomorrow, null, null));

        run("UPDATE digest_progress SET covered_until = $2 WHERE user_id = $1", bob, Times.utc(tomorrow));
        assertThat(fate(next)).isEqualTo(Fate.none("mail", "not-in-digest", null));
    }

    @Test
    void who_stopped_mail_or_has_no_address_waits_for_no_digest() {
        told = 100_000;
        UUID next = tell(apollo, "for the next");
        run("INSERT INTO mail_subscription (user_id, workspace_id, stopped_at) VALUES ($1, $2, now())", bob, workspace);
        assertThat(fate(next)).isEqualTo(Fate.none("mail", "unwanted", "the person stopped mail of this workspace"));

        deliver(next, "unwanted");
        assertThat(fate(next).state()).isEqualTo("unwanted");
    }

    @Test
    void who_asks_is_told_which_preference_says_no() {
        UUID unwanted = tell(apollo, "of no interest");
        run(
                "INSERT INTO mail_preference (user_id, kind, scope, news) VALUES ($1, 'workspace', $2, 'off')",
                bob,
                workspace);

        assertThat(fate(unwanted))
                .isEqualTo(Fate.none(
                        "mail",
                        "preferences",
                        "the person wants no mail of news, as their preferences of the workspace say"));
    }

    @Test
    void who_asks_about_what_is_old_or_without_a_mail_server_is_told_so() {
        told = 100_000;
        UUID id = tell(apollo, "for the next");

        assertThat(fate(new MailFates(POOL, false, Duration.ofDays(90), clock()), id))
                .isEqualTo(Fate.none("mail", "no-mail-server", null));
        assertThat(fate(new MailFates(POOL, true, Duration.ZERO, Clock.offset(clock(), Duration.ofDays(2))), id))
                .isEqualTo(Fate.none("mail", "not-kept", null));
    }

    private Fate fate(UUID notification) {
        return fate(new MailFates(POOL, true, Duration.ofDays(90), clock()), notification);
    }

    private Fate fate(MailFates fates, UUID notification) {
        Entered entered =
                Awaiting.get(POOL.preparedQuery("SELECT event_id, created_at, read_at FROM notification WHERE id = $1")
                        .execute(Tuple.of(notification))
                        .map(rows -> new Entered(
                                notification,
                                bob,
                                workspace,
                                rows.iterator().next().getUUID("event_id"),
                                Times.in(rows.iterator().next(), "created_at"),
                                Times.optionalIn(rows.iterator().next(), "read_at"))));
        return Awaiting.get(fates.of(entered));
    }

    private Attempt carry() {
        MailSettings settings = new MailSettings(
                Optional.of(SmtpAddress.parse("smtp://127.0.0.1:" + server.port() + "?starttls=disabled")),
                "Tandem <tandem@example.com>",
                URI.create("https://tandem.example.com/"),
                Optional.empty(),
                Optional.empty());
        DigestCarrier carrier = Carriers.digest(VERTX, POOL, settings, clock());
        Attempt attempt = Awaiting.get(carrier.carry(delivery));
        Awaiting.get(carrier.close().map(true));
        return attempt;
    }

    private static Clock clock() {
        return Clock.fixed(MORNING, ZoneOffset.UTC);
    }

    private UUID tell(@Nullable UUID project, String text) {
        return tell(project, workspace, bob, text);
    }

    /** Tells somebody something, a second after the last, in the day before the digest. */
    private UUID tell(@Nullable UUID project, UUID where, String user, String text) {
        Instant at = MORNING.minus(Duration.ofHours(20)).plusSeconds(told++);
        UUID id = idAt(at);
        run(
                "INSERT INTO notification (id, user_id, workspace_id, project_id, kind, text, created_at, event_id)"
                        + " VALUES ($1, $2, $3, $4, 'project.renamed', $5, $6, gen_random_uuid())",
                id,
                user,
                where,
                project,
                text,
                Times.utc(at));
        return id;
    }

    private static UUID idAt(Instant moment) {
        return new UUID(Times.lowestId(moment).getMostSignificantBits() | 0x7000, anId().getLeastSignificantBits());
    }

    private static void deliver(UUID notification, String state) {
        run(
                "INSERT INTO delivery (id, channel, receiver, workspace_id, event_id, state, due_at, created_at, updated_at)"
                        + " SELECT gen_random_uuid(), 'mail', user_id, workspace_id, event_id, $2, now(), now(), now()"
                        + " FROM notification WHERE id = $1",
                notification,
                state);
    }

    private static void run(String statement, @Nullable Object... values) {
        Awaiting.get(POOL.preparedQuery(statement).execute(Tuple.from(values)).map(true));
    }
}
