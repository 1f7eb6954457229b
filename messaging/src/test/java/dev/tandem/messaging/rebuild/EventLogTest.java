package dev.tandem.messaging.rebuild;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.broker.EventLog;
import dev.tandem.messaging.broker.LogReader;
import dev.tandem.messaging.broker.LogRecord;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.broker.amqp.AmqpEventLog;
import dev.tandem.messaging.testing.TestTopology;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
final class EventLogTest {

    private static final String TEXT = "text/plain";

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final String run = UUID.randomUUID() + " ";
    private final EventLog log = new AmqpEventLog(vertx, Rabbit.uri(), "test", TestTopology.NAMES);

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void what_was_confirmed_before_a_marker_stands_below_it_in_order() {
        IntStream.range(0, 300).forEach(i -> publish(i));
        long marked = mark();
        publish(300);

        List<LogRecord> mine = read(301);

        assertThat(texts(mine)).isEqualTo(expected(301));
        assertThat(mine.subList(0, 300)).allMatch(written -> written.offset() < marked);
        assertThat(mine.get(300).offset()).isGreaterThan(marked);
        assertThat(mine).extracting(LogRecord::offset).isSorted();
        assertThat(mine).extracting(LogRecord::contentType).containsOnly(TEXT);
    }

    @Test
    void a_marker_reaches_no_queue_but_the_log() {
        Rabbit.purge("unroutable");
        Rabbit.purge(Rabbit.KEPT_QUEUE);
        Rabbit.purge("notifier.events");

        assertThat(mark()).isLessThan(mark());

        Rabbit.publish("events", "workspace.tested", TEXT, "the sentinel");
        await().untilAsserted(() -> assertThat(Rabbit.depth("notifier.events")).isEqualTo(1));
        await().untilAsserted(() -> assertThat(Rabbit.depth(Rabbit.KEPT_QUEUE)).isEqualTo(1));
        Rabbit.drain("unroutable", message -> fail("A marker was unroutable"));
        Rabbit.purge("notifier.events");
        Rabbit.purge(Rabbit.KEPT_QUEUE);
    }

    @Test
    void after_the_broker_was_killed_reading_goes_on_behind_the_last_message() {
        IntStream.range(0, 20).forEach(i -> publish(i));
        List<LogRecord> mine = new ArrayList<>();
        LogReader reader = onContext(() -> Future.succeededFuture(log.read()));
        collect(reader, mine, 20);

        SharedBackends.get().broker().kill();
        SharedBackends.get().broker().start();
        IntStream.range(20, 40).forEach(i -> publish(i));
        collect(reader, mine, 40);

        assertThat(texts(mine)).isEqualTo(expected(40));
        await(reader.close());
        Rabbit.purge(Rabbit.KEPT_QUEUE);
        Rabbit.purge("notifier.events");
    }

    @Test
    void what_was_confirmed_while_the_broker_was_killed_and_came_back_is_in_the_log() {
        Publisher publisher = await(new AmqpBroker(vertx, Rabbit.uri(), "test", TestTopology.NAMES).publisher());
        await(publisher.ready());
        Set<String> confirmed = ConcurrentHashMap.newKeySet();
        AtomicInteger numbers = new AtomicInteger();
        long timer = vertx.setPeriodic(1, tick -> {
            String text = run + numbers.getAndIncrement();
            publisher
                    .publish(new Publication(
                            "events",
                            "workspace.tested",
                            Publication.Properties.of(TEXT),
                            Map.of(),
                            Buffer.buffer(text)))
                    .onSuccess(v -> confirmed.add(text));
        });
        await().until(() -> confirmed.size() > 200);
        SharedBackends.get().broker().kill();
        SharedBackends.get().broker().start();
        int before = confirmed.size();
        await().atMost(Duration.ofSeconds(30)).until(() -> confirmed.size() > before + 200);
        vertx.cancelTimer(timer);
        long end = mark();

        Set<String> logged = new HashSet<>();
        LogReader reader = onContext(() -> Future.succeededFuture(log.read()));
        AtomicLong read = new AtomicLong();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    onContext(() -> reader.next(200)).forEach(record -> {
                        read.set(record.offset());
                        logged.add(record.body().toString());
                    });
                    return read.get() >= end;
                });
        assertThat(confirmed).isSubsetOf(logged);
        await(reader.close());
        await(publisher.close());
        Rabbit.purge(Rabbit.KEPT_QUEUE);
        Rabbit.purge("notifier.events");
    }

    private void publish(int number) {
        Rabbit.publish("events", "log.test", TEXT, run + number);
    }

    private List<LogRecord> read(int count) {
        List<LogRecord> mine = new ArrayList<>();
        LogReader reader = onContext(() -> Future.succeededFuture(log.read()));
        collect(reader, mine, count);
        await(reader.close());
        return mine;
    }

    private void collect(LogReader reader, List<LogRecord> mine, int count) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    onContext(() -> reader.next(200)).stream()
                            .filter(written -> written.body().toString().startsWith(run))
                            .forEach(mine::add);
                    return mine.size() >= count;
                });
    }

    private List<String> texts(List<LogRecord> records) {
        return records.stream().map(written -> written.body().toString()).toList();
    }

    private List<String> expected(int count) {
        return IntStream.range(0, count).mapToObj(i -> run + i).toList();
    }

    private long mark() {
        return await(log.mark());
    }

    private <T> T onContext(Supplier<Future<T>> work) {
        Promise<T> result = Promise.promise();
        context.runOnContext(v -> work.get().onComplete(result));
        return await(result.future());
    }
}
