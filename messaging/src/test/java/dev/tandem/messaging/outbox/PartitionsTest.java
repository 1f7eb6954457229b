package dev.tandem.messaging.outbox;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Message;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.envelope.CloudEvents;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The partitions of two processes on one database. */
final class PartitionsTest {

    private static final int ALL = 1_000;

    private final MessagingFixture service = new MessagingFixture();
    private final List<Integer> gained = new ArrayList<>();
    private final Partitions mine = partitions(gained);
    private final Partitions others = partitions(new ArrayList<>());

    @AfterEach
    void close() {
        await(mine.close());
        await(others.close());
        service.close();
    }

    @Test
    void a_home_is_held_by_one_process_and_every_taking_is_told() {
        List<Partitions> all = new ArrayList<>(List.of(mine, others));
        IntStream.range(all.size(), Partitions.COUNT).forEach(more -> all.add(partitions(new ArrayList<>())));
        all.forEach(each -> await(each.seekHome()));
        Partitions late = partitions(new ArrayList<>());
        await(late.seekHome());

        assertThat(all.stream().map(Partitions::home)).doesNotHaveDuplicates().hasSize(Partitions.COUNT);
        assertThat(gained).containsExactly(mine.home());
        assertThat(late.held()).isEmpty();
        assertThat(late.home()).isBetween(0, Partitions.COUNT - 1);
        all.subList(2, all.size()).forEach(each -> await(each.close()));
        await(late.close());
    }

    @Test
    void what_waits_in_an_orphan_is_adopted_until_it_is_drained_and_the_home_is_kept() {
        await(mine.seekHome());
        await(others.seekHome());
        int orphan = IntStream.range(0, Partitions.COUNT)
                .filter(each -> each != mine.home() && each != others.home())
                .findFirst()
                .orElseThrow();
        OutboxRow inOrphan = enter(orphan);
        OutboxRow inOthers = enter(others.home());

        await(mine.lookAfter(ALL));

        assertThat(mine.held()).containsExactlyInAnyOrder(mine.home(), orphan);
        assertThat(gained).containsExactly(mine.home(), orphan);
        await(mine.delete(List.of(inOrphan.key(), inOthers.key())));
        await(mine.lookAfter(ALL));
        assertThat(mine.held()).containsExactly(mine.home());
    }

    @Test
    void who_lets_go_holds_nothing_and_still_says_where_to_write() {
        await(mine.seekHome());
        int home = mine.home();

        await(mine.letGo(ALL));

        assertThat(mine.held()).isEmpty();
        assertThat(mine.home()).isEqualTo(home);
        await(mine.lookAfter(ALL));
        assertThat(gained).containsExactly(home, home);
    }

    @Test
    void with_the_connection_of_its_locks_a_process_loses_every_partition() {
        await(mine.seekHome());

        await(service.pool
                .query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
                .execute());

        await().untilAsserted(() -> assertThat(mine.held()).isEmpty());
    }

    private Partitions partitions(List<Integer> told) {
        return new Partitions(
                new PartitionLocks(service.vertx, () -> Future.succeededFuture(new PgConnectOptions(service.database))),
                told::add);
    }

    private OutboxRow enter(int partition) {
        Message message = MessagingFixture.message("project.noted", "w1");
        OutboxRow row = new OutboxRow(
                partition,
                message.exchange(),
                message.routingKey(),
                message.envelope(),
                CloudEvents.write(message.envelope(), message.payload()),
                Span.getInvalid());
        await(new OutboxTable(service.pool).insert(partition, List.of(row)));
        return row;
    }
}
