package dev.tandem.messaging.consume;

import static dev.tandem.messaging.Futures.await;
import static dev.tandem.messaging.MessagingFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.report.ConsumerReport.State;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody stands still in a transaction and holds rows that events need. */
@Timeout(90)
final class LockedRowTest {

    private static final RetryPolicy ONCE_MORE = RetryPolicy.attempts(1).from(Duration.ofMillis(250));

    /** Each event takes its workspace's row. */
    private static final MessageHandler HANDLER = (work, events) -> work.sql()
            .preparedQuery("SELECT tenant FROM workspace WHERE tenant = ANY ($1::text[]) ORDER BY tenant FOR UPDATE")
            .execute(Tuple.of((Object)
                    events.stream().map(event -> event.envelope().tenant()).toArray(String[]::new)))
            .compose(locked -> Consumption.effect(work, events));

    private final Consumption consumption = new Consumption();
    private SqlConnection frozen;

    @BeforeEach
    void freeze() {
        await(consumption
                .service
                .pool
                .query("CREATE TABLE workspace AS SELECT 'w' || n AS tenant" + " FROM generate_series(0, 2) AS n")
                .execute());
        frozen = await(consumption.service.pool.getConnection());
        await(frozen.query("BEGIN").execute());
        await(frozen.query("SELECT FROM workspace WHERE tenant = 'w0' FOR UPDATE")
                .execute());
    }

    @AfterEach
    void close() {
        consumption.close();
    }

    @Test
    void events_that_need_other_rows_take_effect_meanwhile_and_none_is_given_up() {
        List<Envelope> held = events("w0", 20);
        List<Envelope> others = Stream.concat(events("w1", 20).stream(), events("w2", 20).stream())
                .toList();
        consumption.publish(held, Map.of());
        consumption.publish(others, Map.of());

        consumption.consume(ONCE_MORE, HANDLER);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(consumption.service.effects())
                        .containsExactlyInAnyOrderElementsOf(
                                others.stream().map(Envelope::id).toList()));
        assertThat(consumption.state().activity()).isEqualTo(State.CONSUMING);

        thaw();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(consumption.service.effects()).hasSize(60));
        consumption.awaitAllSettled();
    }

    @Test
    void an_event_that_another_is_entering_in_the_inbox_holds_up_nobody_else() {
        Envelope entered = envelope("w1");
        await(frozen.preparedQuery("INSERT INTO inbox (consumer, event_id) VALUES ($1, $2)")
                .execute(Tuple.of(consumption.queue, entered.id())));
        List<Envelope> others = events("w2", 5);
        consumption.publish(List.of(entered), Map.of());
        consumption.publish(others, Map.of());

        consumption.consume(ONCE_MORE, HANDLER);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(consumption.service.effects()).hasSize(5));
        thaw();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(consumption.service.effects()).hasSize(6));
        consumption.awaitAllSettled();
    }

    private void thaw() {
        await(frozen.query("ROLLBACK").execute());
        await(frozen.close());
    }

    private static List<Envelope> events(String tenant, int count) {
        return IntStream.range(0, count).mapToObj(i -> envelope(tenant)).toList();
    }
}
