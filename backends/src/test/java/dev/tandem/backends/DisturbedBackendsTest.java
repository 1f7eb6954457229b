package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DisturbedBackendsTest {

    private static Postgres postgres;
    private static Broker broker;

    @BeforeAll
    static void bothComeUp() {
        postgres = SharedBackends.get().postgres();
        broker = SharedBackends.get().broker();
    }

    @Test
    void servers_of_tests_wait_for_no_disk_and_hash_a_password_once() throws SQLException {
        String uri = postgres.uri("cheap");

        assertThat(Sql.value(uri, "show fsync")).isEqualTo("off");
        assertThat(Sql.value(uri, Sql.OWN_PASSWORD)).startsWith("SCRAM-SHA-256$1:");
    }

    @Test
    void a_message_follows_the_bindings_and_a_refused_one_the_policy() throws Exception {
        try (Amqp amqp = Amqp.to(broker)) {
            amqp.publish("events", "order.placed", "refuse me");
            GetResponse message = amqp.next("orders");
            amqp.channel().basicReject(message.getEnvelope().getDeliveryTag(), false);

            assertThat(Amqp.text(amqp.next("dead"))).isEqualTo("refuse me");
        }
    }

    @Test
    void a_confirmed_message_survives_the_death_of_the_node() throws Exception {
        String uri = broker.amqpUri();
        try (Amqp amqp = Amqp.to(broker)) {
            amqp.channel().queuePurge("orders");
            amqp.publish("events", "order.placed", "still here");
        }

        broker.kill();
        broker.start();

        assertThat(broker.amqpUri()).isEqualTo(uri);
        try (Amqp amqp = Amqp.to(broker)) {
            GetResponse message = amqp.next("orders");
            assertThat(Amqp.text(message)).isEqualTo("still here");
            amqp.channel().basicAck(message.getEnvelope().getDeliveryTag(), false);
        }
    }

    @Test
    void a_memory_alarm_blocks_publishers_until_it_is_cleared() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch unblocked = new CountDownLatch(1);
        try (Amqp amqp = Amqp.to(broker)) {
            amqp.connection().addBlockedListener(reason -> blocked.countDown(), unblocked::countDown);

            broker.blockPublishers();
            amqp.channel().basicPublish("events", "history", null, "waiting".getBytes(StandardCharsets.UTF_8));
            assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();

            broker.unblockPublishers();
            assertThat(unblocked.await(10, TimeUnit.SECONDS)).isTrue();
            amqp.channel().waitForConfirmsOrDie(10_000);
        }
    }

    @Test
    void a_committed_row_survives_the_death_of_the_server() throws Exception {
        String uri = postgres.uri("killed");
        Sql.run(uri, "create table kept (word text)");
        Connection open = Sql.open(uri);
        Sql.run(uri, "insert into kept values ('still here')");

        postgres.kill();
        assertThatThrownBy(() -> Sql.value(open, "select 1")).isInstanceOf(SQLException.class);
        postgres.start();

        assertThat(postgres.uri("killed")).isEqualTo(uri);
        assertThat(Sql.value(uri, "select word from kept")).isEqualTo("still here");
    }

    @Test
    void a_frozen_server_answers_when_it_is_thawed() throws Exception {
        try (Connection connection = Sql.open(postgres.uri("frozen"))) {
            postgres.freeze();
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return Sql.value(connection, "select 'thawed'");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            postgres.thaw();
            await().untilAsserted(() -> assertThat(answer).isCompletedWithValue("thawed"));
        }
    }

    @Test
    void the_disk_is_not_waited_for_in_tests() throws Exception {
        String uri = postgres.uri("settings");

        assertThat(Sql.value(uri, "show fsync")).isEqualTo("off");
        assertThat(Sql.value(uri, "show synchronous_commit")).isEqualTo("on");
    }
}
