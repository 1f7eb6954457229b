package dev.tandem.notifier.digest;

import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.table.Times;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Makes digests in a real database, at moments that the test names. */
@Timeout(60)
class DigestPlannerTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("digests"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 4);
    private static final Instant MORNING = Instant.parse("2025-12-01T08:00:00Z");

    private static final String[] EVERY_DAY =
            Stream.of(DayOfWeek.values()).map(Enum::name).toArray(String[]::new);

    private final UUID workspace = anId();
    private final UUID project = anId();
    private final String bob = "bob-" + anId();
    private final AtomicInteger nudges = new AtomicInteger();

    @BeforeAll
    static void tables() {
        Awaiting.get(Migrations.migrate(VERTX, DATABASE, Migration.of("notifier")));
    }

    @BeforeEach
    void bob_is_a_member_since_yesterday() {
        Awaiting.get(POOL.query("TRUNCATE workspace_member, notification, delivery, digest, digest_progress,"
                        + " mail_preference, mail_schedule, mail_subscription")
                .execute());
        join(workspace, bob);
        Awaiting.get(planner(MORNING.minus(Duration.ofDays(1))).enrol());
        plan(MORNING.minus(Duration.ofDays(1)).plusSeconds(1));
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @Test
    void a_digest_is_made_once_when_it_is_due() {
        tell(bob, MORNING.minusSeconds(600));

        assertThat(plan(MORNING.minusSeconds(1))).isZero();
        assertThat(digests()).isEmpty();
        assertThat(plan(MORNING)).isOne();
        assertThat(plan(MORNING)).isZero();
        assertThat(plan(MORNING.plusSeconds(1))).isZero();

        assertThat(digests()).containsExactly(bob);
        assertThat(nudges).hasValue(1);
        assertThat(ofDeliveries(
                        "receiver = '" + bob + "' AND channel = 'digest' AND state = 'waiting' AND event_id = id"
                                + " AND id IN (SELECT id FROM digest)"))
                .isOne();
    }

    @Test
    void what_comes_shortly_before_is_in_the_next_and_nothing_is_in_two() {
        tell(bob, MORNING.minusSeconds(301));
        tell(bob, MORNING.minusSeconds(299));

        plan(MORNING);
        plan(MORNING.plus(Duration.ofDays(1)));
        plan(MORNING.plus(Duration.ofDays(2)));

        assertThat(covered()).containsExactly(1L, 1L);
    }

    @Test
    void without_anything_to_list_there_is_none() {
        UUID read = tell(bob, MORNING.minusSeconds(600));
        run("UPDATE notification SET read_at = now() WHERE id = $1", read);
        UUID mailed = tell(bob, MORNING.minusSeconds(600));
        mail(mailed, "sent");
        UUID waiting = tell(bob, MORNING.minusSeconds(600));
        mail(waiting, "waiting");

        assertThat(plan(MORNING)).isOne();

        assertThat(digests()).isEmpty();
        assertThat(nudges).hasValue(0);
    }

    @Test
    void what_was_to_be_mailed_by_itself_and_was_not_wanted_then_is_listed() {
        mail(tell(bob, MORNING.minusSeconds(600)), "unwanted");

        plan(MORNING);

        assertThat(digests()).containsExactly(bob);
    }

    @Test
    void who_wants_no_mail_of_something_gets_no_digest_of_it() {
        tell(bob, MORNING.minusSeconds(600));
        run("INSERT INTO mail_preference (user_id, kind, scope, news) VALUES ($1, 'project', $2, 'off')", bob, project);
        plan(MORNING);
        assertThat(digests()).isEmpty();

        run("UPDATE mail_preference SET news = 'digest' WHERE user_id = $1", bob);
        tell(bob, MORNING.plusSeconds(600));
        plan(MORNING.plus(Duration.ofDays(1)));
        assertThat(digests()).containsExactly(bob);
    }

    @Test
    void there_is_one_for_each_workspace_where_the_person_is_a_member_with_an_address() {
        UUID second = anId();
        UUID left = anId();
        UUID withoutAddress = anId();
        UUID stopped = anId();
        join(second, bob);
        join(stopped, bob);
        run(
                "INSERT INTO workspace_member (workspace_id, user_id, role) VALUES ($1, $2, 'member')",
                withoutAddress,
                bob);
        run("INSERT INTO mail_subscription (user_id, workspace_id, stopped_at) VALUES ($1, $2, now())", bob, stopped);
        for (UUID each : List.of(workspace, second, left, withoutAddress, stopped)) {
            tell(bob, each, MORNING.minusSeconds(600));
        }

        plan(MORNING);

        assertThat(digests()).containsExactly(bob, bob);
        assertThat(ofDeliveries("workspace_id IN ('" + workspace + "', '" + second + "')"))
                .isEqualTo(2);
    }

    @Test
    void after_an_outage_there_is_one_for_all_that_was_missed_in_eight_days() {
        tell(bob, MORNING.plus(Duration.ofDays(1)));
        tell(bob, MORNING.plus(Duration.ofDays(3)));
        tell(bob, MORNING.plus(Duration.ofDays(9)));

        plan(MORNING.plus(Duration.ofDays(10)));

        assertThat(covered()).containsExactly(2L);
    }

    @Test
    void a_changed_schedule_decides_about_the_next() {
        tell(bob, MORNING.minusSeconds(600));
        run(
                "UPDATE mail_schedule SET zone = 'America/New_York', at = '09:00', days = '{MONDAY}' WHERE user_id = $1",
                bob);
        Awaiting.get(new DigestStore(POOL).reschedule(bob).map(true));

        plan(MORNING.minusSeconds(60));
        plan(MORNING);
        assertThat(digests()).isEmpty();
        plan(Instant.parse("2025-12-01T14:00:00Z"));

        assertThat(digests()).containsExactly(bob);
        assertThat(covered()).containsExactly(1L);
    }

    @Test
    void who_is_new_gets_what_they_were_told_before_they_were_enrolled() {
        String eve = "eve-" + anId();
        join(workspace, eve);
        tell(eve, MORNING.minus(Duration.ofHours(4)));

        Awaiting.get(planner(MORNING.minus(Duration.ofHours(3))).enrol());
        plan(MORNING.minus(Duration.ofHours(3)));
        assertThat(digests()).isEmpty();
        plan(MORNING);

        assertThat(digests()).containsExactly(eve);
    }

    @Test
    void many_are_enrolled_once_by_several_instances() {
        run(
                "INSERT INTO workspace_member (workspace_id, user_id, role) SELECT gen_random_uuid(), 'u' || i % 9000, 'member'"
                        + " FROM generate_series(1, $1) i",
                12_000);

        Awaiting.get(
                Future.all(planner(MORNING).enrol(), planner(MORNING).enrol()).map(true));

        assertThat(Awaiting.get(POOL.query("SELECT count(*) FROM digest_progress")
                                .execute())
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(9_001);
        run("DELETE FROM workspace_member WHERE user_id <> $1", bob);
        Awaiting.get(planner(MORNING).enrol());
        assertThat(progress()).containsExactly(bob);
    }

    @Test
    void who_says_nothing_gets_the_digest_within_the_hour() {
        run("DELETE FROM mail_schedule WHERE user_id = $1", bob);
        Awaiting.get(new DigestStore(POOL).reschedule(bob).map(true));
        plan(MORNING.minusSeconds(60));
        tell(bob, MORNING.minusSeconds(600));

        plan(MORNING.minusSeconds(1));
        assertThat(digests()).isEmpty();
        plan(MORNING.plusSeconds(3_600));
        assertThat(digests()).containsExactly(bob);
    }

    @Test
    void those_who_say_nothing_are_not_all_due_at_the_same_moment() {
        IntStream.range(0, 50).forEach(i -> join(workspace, "usual-" + i));
        run("DELETE FROM mail_schedule WHERE user_id LIKE $1", "usual-%");
        Awaiting.get(planner(MORNING.minusSeconds(7_200)).enrol());

        plan(MORNING.minusSeconds(7_000));

        assertThat(users("SELECT due_at::text FROM digest_progress GROUP BY 1")).hasSizeGreaterThan(20);
    }

    @Test
    void a_clock_that_is_ahead_covers_nothing_that_is_to_come() {
        run("UPDATE digest_progress SET due_at = now() + interval '30 minutes' WHERE user_id = $1", bob);

        assertThat(plan(Instant.now().plusSeconds(3_600))).isZero();
    }

    @Test
    void the_index_leads_to_those_who_are_due() {
        List<String> plan = new ArrayList<>();
        Awaiting.get(POOL.preparedQuery("EXPLAIN " + DigestStore.DUE).execute(Tuple.of(Times.utc(MORNING), 500)))
                .forEach(row -> plan.add(row.getString(0)));

        assertThat(String.join("\n", plan))
                .contains("on digest_progress_due", "Index Cond: (due_at <= LEAST(")
                .doesNotContain("Filter");
    }

    @Test
    void a_schedule_of_a_later_version_holds_up_nobody() {
        run("UPDATE mail_schedule SET every = 'year' WHERE user_id = $1", bob);
        tell(bob, MORNING.minusSeconds(600));

        assertThat(plan(MORNING)).isOne();
        assertThat(digests()).containsExactly(bob);
    }

    @Test
    void who_has_left_everything_is_forgotten() {
        run("DELETE FROM workspace_member WHERE user_id = $1", bob);

        Awaiting.get(planner(MORNING).enrol());

        assertThat(progress()).isEmpty();
    }

    @Test
    void many_at_once_on_several_instances_get_one_each() {
        List<String> users = IntStream.range(0, 450).mapToObj(i -> "many-" + i).toList();
        users.forEach(user -> join(workspace, user));
        Awaiting.get(planner(MORNING.minusSeconds(7_200)).enrol());
        while (plan(MORNING.minusSeconds(7_000)) > 0) {
            // The moments of their next are computed.
        }
        users.forEach(user -> tell(user, MORNING.minusSeconds(600)));

        int people = 0;
        for (int made = -1; made != 0; people += made) {
            made = Awaiting.get(Future.all(
                            planner(MORNING).plan(),
                            planner(MORNING).plan(),
                            planner(MORNING).plan())
                    .map(all ->
                            all.<Integer>list().stream().mapToInt(each -> each).sum()));
        }

        assertThat(people).isEqualTo(451);
        assertThat(digests()).containsExactlyInAnyOrderElementsOf(users);
    }

    @Test
    void the_verticle_looks_by_itself_and_ends() {
        tell(bob, MORNING.minusSeconds(600));
        DigestPlanner planner = planner(MORNING);

        String deployed = Awaiting.get(VERTX.deployVerticle(planner));

        await().until(() -> !digests().isEmpty());
        assertThat(planner.late()).isFalse();
        Awaiting.get(VERTX.undeploy(deployed).map(true));
    }

    @Test
    void a_database_that_is_away_is_noticed() {
        Pool gone = Databases.pool(VERTX, DATABASE, "gone", 1);
        Awaiting.get(gone.close().map(true));
        DigestPlanner planner = new DigestPlanner(gone, at(MORNING), nudges::incrementAndGet);

        String deployed = Awaiting.get(VERTX.deployVerticle(planner));

        await().until(planner::late);
        Awaiting.get(VERTX.undeploy(deployed).map(true));
    }

    private int plan(Instant now) {
        return Awaiting.get(planner(now).plan());
    }

    private DigestPlanner planner(Instant now) {
        return new DigestPlanner(POOL, at(now), nudges::incrementAndGet);
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    /** They want the digest at eight o'clock sharp; those who say nothing get it some minutes later. */
    private static void join(UUID workspace, String user) {
        run(
                "INSERT INTO mail_schedule (user_id, zone, every, at, days) VALUES ($1, 'Etc/UTC', 'day', '08:00', $2)"
                        + " ON CONFLICT DO NOTHING",
                user,
                EVERY_DAY);
        run(
                "INSERT INTO workspace_member (workspace_id, user_id, role, email) VALUES ($1, $2, 'member', $3)",
                workspace,
                user,
                user + "@example.com");
    }

    private UUID tell(String user, Instant at) {
        return tell(user, workspace, at);
    }

    private UUID tell(String user, UUID where, Instant at) {
        UUID id = new UUID(Times.lowestId(at).getMostSignificantBits() | 0x7000, anId().getLeastSignificantBits());
        run(
                "INSERT INTO notification (id, user_id, workspace_id, project_id, kind, text, created_at, event_id)"
                        + " VALUES ($1, $2, $3, $4, 'project.renamed', 'Anna renamed it', $5, gen_random_uuid())",
                id,
                user,
                where,
                project,
                Times.utc(at));
        return id;
    }

    private static void mail(UUID notification, String state) {
        run(
                "INSERT INTO delivery (id, channel, receiver, workspace_id, event_id, state, due_at, created_at, updated_at)"
                        + " SELECT gen_random_uuid(), 'mail', user_id, workspace_id, event_id, $2, now(), now(), now()"
                        + " FROM notification WHERE id = $1",
                notification,
                state);
    }

    /** Returns whose digests there are. */
    private static List<String> digests() {
        return users("SELECT user_id FROM digest ORDER BY id");
    }

    /** Returns who is enrolled. */
    private static List<String> progress() {
        return users("SELECT user_id FROM digest_progress");
    }

    private static List<String> users(String statement) {
        List<String> users = new ArrayList<>();
        Awaiting.get(POOL.query(statement).execute()).forEach(row -> users.add(row.getString(0)));
        return users;
    }

    /** Returns how many notifications each digest covers, in the order in which they were made. */
    private static List<Long> covered() {
        List<Long> numbers = new ArrayList<>();
        Awaiting.get(POOL.query("SELECT count(n.id) FROM digest d JOIN notification n ON n.user_id = d.user_id"
                                + " AND n.id >= d.since_id AND n.id < d.before_id GROUP BY d.id ORDER BY d.id")
                        .execute())
                .forEach(row -> numbers.add(row.getLong(0)));
        return numbers;
    }

    private static long ofDeliveries(String condition) {
        return Awaiting.get(POOL.query("SELECT count(*) FROM delivery WHERE " + condition)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private static void run(String statement, Object... values) {
        Awaiting.get(POOL.preparedQuery(statement).execute(Tuple.from(values)).map(true));
    }
}
