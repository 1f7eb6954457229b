package dev.tandem.notifier.mail;

import static dev.tandem.notifier.Facts.aSentence;
import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.announcement.Cause;
import dev.tandem.notifier.announcement.Concern;
import dev.tandem.notifier.delivery.DeliverySettings;
import dev.tandem.notifier.delivery.DeliveryWorker;
import dev.tandem.notifier.mail.SmtpServer.Received;
import dev.tandem.notifier.mail.SmtpServer.Treatment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sends many mails at once to a server that delays, refuses, resets and loses answers. */
@Tag("long")
class ManyMailsTest {

    private static final int MAILS = 10_000;
    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("many_mails"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 8);

    @BeforeAll
    static void tables() {
        Awaiting.get(Migrations.migrate(VERTX, DATABASE, Migration.of("notifier")));
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @Test
    void each_reaches_its_own_recipient_and_comes_twice_only_after_a_lost_answer_under_one_id() {
        UUID workspace = anId();
        UUID event = anId();
        List<String> users = IntStream.range(0, MAILS).mapToObj(i -> "user" + i).toList();
        run(
                "INSERT INTO workspace_member (workspace_id, user_id, role, email)"
                        + " SELECT $1, u, 'member', u || '@example.com' FROM unnest($2::text[]) u",
                Tuple.of(workspace).addArrayOfString(users.toArray(String[]::new)));
        run(
                "INSERT INTO notification (id, user_id, workspace_id, kind, concern, text, created_at, event_id)"
                        + " SELECT gen_random_uuid(), u, $1, 'task.assigned', 'ASSIGNMENT', 'Only for ' || u || '.', now(), $3"
                        + " FROM unnest($2::text[]) u",
                Tuple.of(workspace)
                        .addArrayOfString(users.toArray(String[]::new))
                        .addUUID(event));
        Awaiting.get(new MailStore(POOL)
                .append(
                        List.of(new Announcement(
                                new Cause(event, null, null),
                                workspace,
                                null,
                                null,
                                Concern.ASSIGNMENT,
                                "task.assigned",
                                aSentence("Only for you"),
                                null,
                                users)),
                        Instant.now())
                .map(true));
        Set<String> lost = Collections.newSetFromMap(new ConcurrentHashMap<>());
        SmtpServer server = SmtpServer.start(VERTX, 0);
        Random chance = new Random(7);
        Map<String, Treatment> mood = new ConcurrentHashMap<>();
        server.treat(new Moods(chance, mood, lost)::of);
        MailSettings settings = new MailSettings(
                Optional.of(SmtpAddress.parse("smtp://127.0.0.1:" + server.port() + "?starttls=disabled")),
                "tandem@example.com",
                URI.create("https://tandem.example.com"),
                Optional.empty(),
                Optional.empty());
        DeliveryWorker worker = new DeliveryWorker(
                POOL,
                Carriers.mail(VERTX, POOL, settings, 16),
                new DeliverySettings(
                        MailChannel.NAME,
                        16,
                        Duration.ofSeconds(60),
                        Collections.nCopies(50, Duration.ofMillis(20)),
                        Duration.ofMillis(100),
                        Duration.ofMillis(5)),
                OpenTelemetry.noop(),
                new SimpleMeterRegistry());
        String deployed = Awaiting.get(VERTX.deployVerticle(worker));

        await().atMost(Duration.ofMinutes(10)).until(() -> count("state = 'waiting'") == 0);

        Awaiting.get(VERTX.undeploy(deployed).map(true));
        server.close();
        assertThat(count("state = 'sent'")).isEqualTo(MAILS);
        Map<String, List<Received>> byRecipient =
                server.received.stream().collect(Collectors.groupingBy(Received::recipient));
        assertThat(byRecipient).hasSize(MAILS);
        Set<String> ids = new HashSet<>();
        byRecipient.forEach((address, mails) -> {
            String user = address.substring(0, address.indexOf('@'));
            assertThat(mails).allSatisfy(mail -> {
                assertThat(mail.header("To")).isEqualTo(address);
                assertThat(mail.content()).contains("Only for " + user + ".");
            });
            assertThat(mails)
                    .extracting(mail -> mail.header("Message-ID"))
                    .containsOnly(mails.get(0).header("Message-ID"));
            assertThat(ids.add(mails.get(0).header("Message-ID"))).isTrue();
            if (mails.size() > 1) {
                assertThat(lost).contains(address);
            }
        });
        assertThat(lost).isNotEmpty();
    }

    /** Chooses a treatment when a recipient is named, and keeps it until that mail is over. */
    private record Moods(Random chance, Map<String, Treatment> chosen, Set<String> lost) {

        Treatment of(String recipient) {
            Treatment before = chosen.remove(recipient);
            if (before != null) {
                if (before == Treatment.LOSE_ANSWER) {
                    lost.add(recipient);
                }
                return before;
            }
            int dice = chance.nextInt(100);
            Treatment now = dice < 3
                    ? Treatment.LOSE_ANSWER
                    : dice < 6
                            ? Treatment.RESET
                            : dice < 9 ? Treatment.REFUSE_FOR_NOW : dice < 40 ? Treatment.TAKE_LATER : Treatment.TAKE;
            if (now != Treatment.RESET && now != Treatment.REFUSE_FOR_NOW) {
                chosen.put(recipient, now);
            }
            return now;
        }
    }

    private static long count(String condition) {
        return Awaiting.get(POOL.query("SELECT count(*) FROM delivery WHERE " + condition)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private static void run(String statement, Tuple values) {
        Awaiting.get(POOL.preparedQuery(statement).execute(values).map(true));
    }
}
