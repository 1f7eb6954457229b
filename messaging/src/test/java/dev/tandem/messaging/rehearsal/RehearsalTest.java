package dev.tandem.messaging.rehearsal;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Event;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.wiring.Messaging;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RehearsalTest {

    private final MessagingFixture service = new MessagingFixture();
    private final String topic = "t" + UUID.randomUUID();
    private final String queue = Rabbit.aQueue("events", topic);
    private final AtomicInteger handled = new AtomicInteger();
    private final Messaging messaging = service.start();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void a_rehearsed_event_is_handled_and_leaves_neither_rows_nor_messages() {
        Rehearsal rehearsal = rehearse(this::effectAndMessage);

        await(rehearsal.deliver(List.of(event(), event())));

        assertThat(handled).hasValue(2);
        assertNothingIsLeft();
    }

    @Test
    void a_rehearsed_event_that_fails_is_settled_and_never_comes_again() {
        Rehearsal rehearsal = rehearse((work, events) -> {
            handled.addAndGet(events.size());
            return Future.failedFuture("broken");
        });

        await(rehearsal.deliver(List.of(event())));

        assertThat(handled).hasValue(1);
        assertNothingIsLeft();
    }

    @Test
    void a_rehearsed_transaction_succeeds_and_tells_nobody_of_a_commit() {
        AtomicInteger committed = new AtomicInteger();

        await(messaging.rehearsed(service.pool).transact(work -> {
            work.send(MessagingFixture.message(topic, "w1"), Context.root());
            work.afterCommit(committed::incrementAndGet);
            return Future.succeededFuture();
        }));

        assertThat(committed).hasValue(0);
        assertNothingIsLeft();
    }

    @Test
    void probes_are_taken_off_the_queue_and_are_no_events() {
        await(messaging.consume(queue, MessagingFixture::read, RetryPolicy.DEFAULT, this::effectAndMessage));
        Echo echo = messaging.echo(queue);

        for (int i = 0; i < 20; i++) {
            await(echo.probe());
        }

        Rabbit.awaitSettled(queue);
        await(messaging.stopConsuming());
        assertThat(Rabbit.depth(queue)).isZero();
        assertThat(handled).hasValue(0);
        assertThat(service.rows("inbox")).isZero();
    }

    /** What is sent after it arrives, and nothing before that. */
    private void assertNothingIsLeft() {
        UUID sentinel = service.send(messaging, topic, "w1");
        List<String> arrived = new CopyOnWriteArrayList<>();
        await().untilAsserted(() -> {
            Rabbit.drain(
                    queue,
                    message -> arrived.add(String.valueOf(message.getProps().getMessageId())));
            assertThat(arrived).contains(sentinel.toString());
        });
        assertThat(arrived).containsExactly(sentinel.toString());
        await().untilAsserted(() -> assertThat(service.rows("outbox")).isZero());
        assertThat(service.rows("inbox")).isZero();
        assertThat(service.effects()).isEmpty();
    }

    private Rehearsal rehearse(MessageHandler handler) {
        return await(messaging.rehearse(service.vertx, service.pool, queue, MessagingFixture::read, handler));
    }

    private Future<List<Outcome>> effectAndMessage(UnitOfWork work, List<Event> events) {
        handled.addAndGet(events.size());
        return MessagingFixture.effect(work, events).map(entered -> {
            events.forEach(event -> work.send(MessagingFixture.message(topic, "w1"), event.context()));
            return Collections.nCopies(events.size(), Outcome.done());
        });
    }

    private static Message event() {
        return Rehearsal.message("test.noted.v1", UUID.randomUUID(), 1, new MessagingFixture.Note("hello"));
    }
}
