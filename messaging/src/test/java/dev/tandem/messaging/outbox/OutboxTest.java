package dev.tandem.messaging.outbox;

import static dev.tandem.messaging.Futures.await;
import static dev.tandem.messaging.MessagingFixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import dev.tandem.backends.SharedBackends;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.wiring.Messaging;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OutboxTest {

    private final MessagingFixture service = new MessagingFixture();
    private final String topic = "project.t" + UUID.randomUUID();
    private final Set<UUID> published = new HashSet<>();
    private int packets;

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void publishes_what_was_committed_and_forgets_it_after_the_confirm() {
        Messaging messaging = service.start();

        UUID sent = service.send(messaging, topic, "w1");

        awaitPublished(Set.of(sent));
        await().untilAsserted(() -> assertThat(service.rows("outbox")).isZero());
    }

    @Test
    void publishes_nothing_of_a_unit_of_work_that_fails() {
        Messaging messaging = service.start();

        assertThatThrownBy(() -> await(messaging.transactor(service.pool).transact(work -> {
                    work.send(message(topic, "w1"), Context.root());
                    return Future.failedFuture("changed my mind");
                })))
                .hasMessageContaining("changed my mind");
        UUID sentinel = service.send(messaging, topic, "w1");

        awaitPublished(Set.of(sentinel));
        assertThat(published).containsExactly(sentinel);
    }

    @Test
    void rolls_back_when_a_statement_fails_that_was_pipelined_with_the_commit() {
        Messaging messaging = service.start();
        var twice = message(topic, "w1");

        assertThatThrownBy(() -> await(messaging.transactor(service.pool).transact(work -> {
                    work.send(twice, Context.root());
                    work.send(twice, Context.root());
                    return work.sql()
                            .query("INSERT INTO effect VALUES (gen_random_uuid(), 1)")
                            .execute();
                })))
                .hasMessageContaining("duplicate key");

        assertThat(service.rows("effect")).isZero();
        UUID sentinel = service.send(messaging, topic, "w1");
        awaitPublished(Set.of(sentinel));
    }

    @Test
    void keeps_what_is_written_while_the_broker_is_away_and_publishes_it_afterwards() {
        Messaging messaging = service.start();
        Set<UUID> sent = new HashSet<>();
        sent.add(service.send(messaging, topic, "w1"));
        SharedBackends.get().broker().kill();
        for (int i = 0; i < 50; i++) {
            sent.add(service.send(messaging, topic, "w" + i % 3));
        }
        SharedBackends.get().broker().start();
        sent.add(service.send(messaging, topic, "w1"));

        awaitPublished(sent);
        await().untilAsserted(() -> assertThat(service.rows("outbox")).isZero());
    }

    @Test
    void waits_out_a_memory_alarm() {
        Messaging messaging = service.start();
        service.send(messaging, topic, "w1");
        SharedBackends.get().broker().blockPublishers();
        Set<UUID> sent = new HashSet<>();
        try {
            for (int i = 0; i < 20; i++) {
                sent.add(service.send(messaging, topic, "w1"));
            }
            await().untilAsserted(() -> assertThat(messaging.publishing()).hasToString("BLOCKED"));
        } finally {
            SharedBackends.get().broker().unblockPublishers();
        }
        awaitPublished(sent);
    }

    @Test
    void survives_the_loss_of_the_database() {
        Messaging messaging = service.start();
        Set<UUID> sent = new HashSet<>(Set.of(service.send(messaging, topic, "w1")));
        SharedBackends.get().postgres().kill();
        assertThatThrownBy(() -> service.send(messaging, topic, "w1")).isNotNull();
        SharedBackends.get().postgres().start();

        sent.add(await().ignoreExceptions().until(() -> service.send(messaging, topic, "w1"), id -> true));
        awaitPublished(sent);
        await().untilAsserted(() -> assertThat(service.rows("outbox")).isZero());
    }

    @Test
    void takes_over_what_a_dead_process_left() {
        Set<UUID> orphans = new HashSet<>();
        for (int partition = 0; partition < 16; partition++) {
            var orphan = message(topic, "w1").envelope();
            orphans.add(orphan.id());
            await(service.pool
                    .preparedQuery("INSERT INTO outbox VALUES ($1, 'w1', $2, 'events', $3, $4)")
                    .execute(Tuple.of(
                            (short) partition,
                            orphan.id(),
                            topic,
                            CloudEvents.write(orphan, new MessagingFixture.Note("orphan")))));
        }

        service.start();

        awaitPublished(orphans);
        await().untilAsserted(() -> assertThat(service.rows("outbox")).isZero());
    }

    @Test
    void two_instances_share_the_work_and_leave_nothing() {
        Messaging one = service.start();
        Messaging two = service.start();
        Set<UUID> sent = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            sent.add(service.send(i % 2 == 0 ? one : two, topic, "w" + i % 5));
        }
        awaitPublished(sent);
        await().untilAsserted(() -> assertThat(service.rows("outbox")).isZero());
    }

    @Test
    void packs_what_waits_and_loses_nothing_of_it() {
        Messaging messaging = service.start();
        Set<UUID> sent = new HashSet<>();
        sent.addAll(sendAtOnce(messaging, 100, 100, 7));

        awaitPublished(sent);
        assertThat(packets).isLessThan(sent.size() / 4);
    }

    @Test
    void reads_from_the_table_what_does_not_fit_in_memory() {
        Messaging messaging = service.start();
        SharedBackends.get().broker().kill();
        Set<UUID> sent = new HashSet<>();
        try {
            sent.addAll(sendAtOnce(messaging, 50, 500, 300));
        } finally {
            SharedBackends.get().broker().start();
        }
        awaitPublished(sent);
        await().untilAsserted(() -> assertThat(service.rows("outbox")).isZero());
    }

    /** Commits transactions of many messages at once, the messages spread over the tenants, and answers their ids. */
    private Set<UUID> sendAtOnce(Messaging messaging, int transactions, int messagesEach, int tenants) {
        List<Future<Void>> commits = new ArrayList<>();
        Set<UUID> sent = new HashSet<>();
        for (int i = 0; i < transactions; i++) {
            var messages = IntStream.range(0, messagesEach)
                    .mapToObj(m -> message(topic, "w" + m % tenants))
                    .toList();
            messages.forEach(each -> sent.add(each.envelope().id()));
            commits.add(messaging.transactor(service.pool).transact(work -> {
                messages.forEach(each -> work.send(each, Context.root()));
                return Future.succeededFuture();
            }));
        }
        await(Future.all(commits));
        return sent;
    }

    private void awaitPublished(Set<UUID> expected) {
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            Rabbit.drain(Rabbit.KEPT_QUEUE, this::unpack);
            assertThat(expected.stream().filter(id -> !published.contains(id)).count())
                    .as("of %d messages, not published", expected.size())
                    .isZero();
        });
    }

    private void unpack(GetResponse message) {
        if (!message.getEnvelope().getRoutingKey().equals(topic)) {
            return;
        }
        packets++;
        CloudEvents.read(message.getProps().getContentType(), Buffer.buffer(message.getBody()))
                .forEach(entry -> published.add(
                        ((CloudEvents.Entry.Readable) entry).envelope().id()));
    }
}
