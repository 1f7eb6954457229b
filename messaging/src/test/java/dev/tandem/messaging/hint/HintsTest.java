package dev.tandem.messaging.hint;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Transactor;
import io.vertx.core.Future;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances of a service on one database. */
@Timeout(60)
final class HintsTest {

    private static final Duration OFTEN = Duration.ofMillis(300);
    private static final Duration NEVER = Duration.ofDays(1);

    private final MessagingFixture service = new MessagingFixture();
    private final Queue<String> notified = new ConcurrentLinkedQueue<>();
    private Transactor transactor;

    @BeforeEach
    void start() {
        await(service.pool
                .query("CREATE UNLOGGED TABLE hint_listener (instance text PRIMARY KEY, until timestamptz NOT NULL)")
                .execute());
        transactor = service.start().transactor(service.pool);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void who_listens_here_is_called_after_the_commit_and_the_database_hears_nothing() {
        Hints hints = instance(OFTEN);
        await().until(() -> !notifiesOf(hints));
        AtomicInteger called = new AtomicInteger();
        Registration registration = hints.on("a", called::incrementAndGet);
        await().until(() -> entered() == 1);
        await().until(() -> called.get() > 1);
        notified.clear();
        int before = called.get();

        tell(hints, "a");

        await().until(() -> called.get() > before);
        assertThat(notifiesOf(hints)).isFalse();
        assertThat(notified).isEmpty();
        registration.close();
        registration.close();
    }

    @Test
    void nobody_hears_of_what_is_rolled_back() {
        Hints hints = instance(NEVER);
        Heard heard = new Heard();
        hints.onAll(heard);

        assertThatThrownBy(() -> await(transactor.transact(work -> {
                    hints.tell(work, List.of("a"));
                    return Future.failedFuture("no");
                })))
                .hasMessageContaining("no");
        tell(hints, "sentinel");

        await().untilAsserted(() -> assertThat(heard.subjects).containsExactly("sentinel"));
    }

    @Test
    void another_instance_that_listens_is_told_and_this_one_not_twice() {
        Hints here = instance(NEVER);
        Hints there = instance(NEVER);
        Heard heardHere = new Heard();
        Heard heardThere = new Heard();
        here.onAll(heardHere);
        there.onAll(heardThere);
        await().until(() -> entered() == 2);

        tell(here, "a", "b", "a");
        tell(there, "c");

        await().untilAsserted(() -> assertThat(heardThere.subjects).containsExactlyInAnyOrder("a", "b", "c"));
        await().untilAsserted(() -> assertThat(heardHere.subjects).containsExactlyInAnyOrder("a", "b", "c"));
    }

    @Test
    void who_listens_to_several_subjects_is_called_once_when_it_is_unknown_what_has_changed() {
        Hints hints = new Hints(service.pool, NEVER);
        AtomicInteger called = new AtomicInteger();
        Runnable listener = called::incrementAndGet;
        hints.on("a", listener);
        hints.on("b", listener);

        hints.tellEverybodyHere();

        assertThat(called).hasValue(1);
    }

    @Test
    void more_subjects_than_a_notification_holds_are_told_in_several() {
        Hints here = instance(NEVER);
        Hints there = instance(NEVER);
        Heard heard = new Heard();
        there.onAll(heard);
        await().until(() -> entered() == 1);
        String[] subjects = new String[1_000];
        for (int i = 0; i < subjects.length; i++) {
            subjects[i] = "o0198aaaa-0000-7000-8000-%012d".formatted(i);
        }

        tell(here, subjects);

        await().untilAsserted(() -> assertThat(heard.subjects).containsExactly(subjects));
    }

    @Test
    void who_begins_to_listen_is_known_at_once_though_nobody_was_before() {
        Hints here = instance(OFTEN);
        await().until(() -> !notifiesOf(here));
        Hints there = instance(NEVER);
        Heard heard = new Heard();
        there.onAll(heard);
        await().until(() -> heard.missed.get() > 0);
        await().until(() -> notifiesOf(here));

        tell(here, "a");

        await().untilAsserted(() -> assertThat(heard.subjects).containsExactly("a"));
    }

    @Test
    void what_was_missed_before_others_knew_is_read_anew_a_second_later() {
        Hints there = instance(NEVER);
        AtomicInteger called = new AtomicInteger();
        there.on("a", called::incrementAndGet);

        await().until(() -> called.get() == 2);
    }

    @Test
    void a_hint_that_is_lost_is_made_up_for_by_the_slow_reading() {
        Hints there = instance(OFTEN);
        AtomicInteger called = new AtomicInteger();
        there.on("a", called::incrementAndGet);

        await().until(() -> called.get() > 4);
    }

    @Test
    void where_nobody_listens_any_more_nobody_is_told() {
        Hints here = instance(OFTEN);
        Hints there = instance(OFTEN);
        Registration registration = there.on("a", () -> {});
        await().until(() -> entered() == 1 && notifiesOf(here));

        registration.close();

        await().until(() -> entered() == 0);
        await().until(() -> !notifiesOf(here));
    }

    @Test
    void an_instance_that_is_gone_is_forgotten_when_its_time_is_up() {
        Hints here = instance(OFTEN);
        execute("INSERT INTO hint_listener VALUES ('gone', now() + interval '4 seconds')");
        await().until(() -> notifiesOf(here));

        await().until(() -> !notifiesOf(here));
        here.on("a", () -> {});
        await().until(() -> entered() == 1);
        assertThat(await(service.pool
                                .query("SELECT FROM hint_listener WHERE instance = 'gone'")
                                .execute())
                        .size())
                .isZero();
    }

    @Test
    void an_instance_whose_time_was_up_enters_again_and_reads_anew() {
        Hints hints = instance(OFTEN);
        Heard heard = new Heard();
        hints.onAll(heard);
        await().until(() -> heard.missed.get() == 2);

        execute("UPDATE hint_listener SET until = now() - interval '1 second'");

        await().until(() -> heard.missed.get() > 2);
        assertThat(entered()).isEqualTo(1);
    }

    @Test
    void after_a_lost_connection_everybody_reads_anew_and_hears_again() {
        Hints here = instance(NEVER);
        Hints there = instance(NEVER);
        Heard heard = new Heard();
        there.onAll(heard);
        await().until(() -> heard.missed.get() == 2);

        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND query LIKE '%hint%' AND pid <> pg_backend_pid()");

        await().until(() -> heard.missed.get() > 2 && there.hearing());
        tell(here, "a");
        await().untilAsserted(() -> assertThat(heard.subjects).containsExactly("a"));
    }

    @Test
    void an_instance_that_ends_takes_itself_out() {
        Hints hints = new Hints(pool(), NEVER);
        String id = await(service.vertx.deployVerticle(hints));
        hints.on("a", () -> {});
        await().until(() -> entered() == 1);

        await(service.vertx.undeploy(id));

        assertThat(entered()).isZero();
    }

    private static final class Heard implements HintListener {
        final Queue<String> subjects = new ConcurrentLinkedQueue<>();
        final AtomicInteger missed = new AtomicInteger();

        @Override
        public void onChange(Collection<String> told) {
            subjects.addAll(told);
        }

        @Override
        public void onPossibleLoss() {
            missed.incrementAndGet();
        }
    }

    private Hints instance(Duration lookEvery) {
        listenAsWell();
        Hints hints = new Hints(pool(), lookEvery);
        await(service.vertx.deployVerticle(hints));
        await().until(hints::hearing);
        return hints;
    }

    private Pool pool() {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(service.database)
                .using(service.vertx)
                .build();
    }

    private void listenAsWell() {
        PgConnection connection = await(PgConnection.connect(service.vertx, service.database));
        connection.notificationHandler(notice -> notified.add(notice.getPayload()));
        await(connection.query("LISTEN tandem_hints").execute());
    }

    private void tell(Hints hints, String... subjects) {
        await(transactor.transact(work -> {
            hints.tell(work, List.of(subjects));
            return Future.succeededFuture();
        }));
    }

    /** Whether a transaction of this instance tells the database now. */
    private boolean notifiesOf(Hints hints) {
        AtomicInteger statements = new AtomicInteger();
        await(transactor.transact(work -> {
            hints.tell(new CountingWork(work, statements), List.of("probe"));
            return Future.succeededFuture();
        }));
        return statements.get() > 0;
    }

    private long entered() {
        return await(service.pool
                        .query("SELECT count(*) FROM hint_listener WHERE until > now()")
                        .execute())
                .iterator()
                .next()
                .getLong(0);
    }

    private void execute(String statement) {
        await(service.pool.query(statement).execute());
    }
}
