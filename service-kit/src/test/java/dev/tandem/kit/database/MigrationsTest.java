package dev.tandem.kit.database;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.http.Unavailability;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    private static final Migration FIRST = Migration.of("kit-first");
    private static final Migration SECOND = Migration.of("kit-second");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        get(vertx.close());
    }

    private static URI database(String name) {
        return URI.create(SharedBackends.get().postgres().uri(name));
    }

    private long count(URI uri, String table) {
        Pool pool = Databases.pool(vertx, uri, "test", 2);
        return get(pool.query("SELECT count(*) FROM " + table)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .eventually(pool::close));
    }

    @Test
    void several_sets_share_a_database_and_each_keeps_its_own_history() {
        URI uri = database("kit_sets");
        AtomicReference<Thread> eventLoop = new AtomicReference<>();
        get(Migrations.migrate(vertx, uri, FIRST, SECOND).onSuccess(done -> eventLoop.set(Thread.currentThread())));
        get(Migrations.migrate(vertx, uri, FIRST, SECOND));
        assertThat(count(uri, "note")).isEqualTo(1);
        assertThat(count(uri, "tag")).isEqualTo(1);
        assertThat(count(uri, "flyway_kit_first")).isPositive();
        assertThat(count(uri, "flyway_kit_second")).isPositive();
    }

    @Test
    void instances_that_start_at_once_do_not_disturb_each_other() {
        URI uri = database("kit_instances");
        List<Future<Void>> instances = IntStream.range(0, 4)
                .mapToObj(i -> Migrations.migrate(vertx, uri, FIRST, SECOND))
                .toList();
        instances.forEach(instance -> assertThat(get(instance.map("done"))).isEqualTo("done"));
        assertThat(count(uri, "note")).isEqualTo(1);
    }

    @Test
    void what_cannot_be_applied_is_one_sentence() {
        Throwable broken = failure(Migrations.migrate(vertx, database("kit_broken"), Migration.of("kit-broken")));
        assertThat(broken)
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("The migrations of classpath:db/kit-broken could not be applied");
        assertThat(String.valueOf(broken.getMessage()).lines()).hasSize(1);
        assertThat(failure(Migrations.migrate(vertx, database("kit_broken"), Migration.of("kit-missing"))))
                .isInstanceOf(MigrationException.class);
    }

    @Test
    void a_refusal_is_not_waited_for_and_an_absence_not_for_ever() {
        URI good = database("kit_refused");
        URI wrong = URI.create("postgresql://nobody:hunter2@" + good.getHost() + ":" + good.getPort() + "/kit_none");
        assertThat(failure(Migrations.migrate(vertx, wrong, Duration.ofHours(1), FIRST)))
                .isInstanceOf(MigrationException.class)
                .hasMessageNotContaining("hunter2");
        URI nobody = URI.create("postgresql://a:b@127.0.0.1:1/x");
        assertThat(failure(Migrations.migrate(vertx, nobody, Duration.ofMillis(500), FIRST)))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("127.0.0.1:1/x");
    }

    @Test
    void a_pool_that_is_all_taken_fails_soon_and_is_recognised_as_unavailable() {
        Pool pool = Databases.pool(vertx, database("kit_pool"), "test", 1);
        await().until(() -> get(Databases.check(pool).get()).equals(Status.up()));
        Throwable waited = get(pool.getConnection()
                .compose(taken -> pool.getConnection()
                        .compose(second -> Future.<Throwable>failedFuture("there was another"))
                        .recover(Future::succeededFuture)
                        .eventually(taken::close)));
        assertThat(Unavailability.explains(waited)).isTrue();
        assertThat(get(Databases.check(pool).get())).isEqualTo(Status.up());
        get(pool.close());
        assertThat(get(Databases.check(pool).get()).state()).isEqualTo(Status.State.DOWN);
    }

    @Test
    void connections_that_the_server_ends_are_recognised_as_unavailable() {
        URI uri = database("kit_ended");
        Pool victim = Databases.pool(vertx, uri, "victim", 1);
        Pool killer = Databases.pool(vertx, uri, "killer", 1);
        Future<?> sleeping = victim.query("SELECT pg_sleep(30)").execute();
        await().until(() -> get(ended(killer)) > 0);
        assertThat(Unavailability.explains(failure(sleeping))).isTrue();
    }

    private static Future<Long> ended(Pool killer) {
        return killer.query("""
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                         WHERE application_name = 'victim' AND state = 'active'""").execute().map(rows -> rows.iterator().next().getLong(0));
    }
}
