package dev.tandem.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import dev.tandem.acceptance.TheSystem;
import dev.tandem.backends.Broker;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.runtime.Tandem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses the notifier's credentials on a real broker, which refuses everything that the notifier does not need. */
final class CredentialsTest {

    private static final Broker BROKER = TheSystem.get().broker();

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "commands, project.create",
        "events, project.created",
        "events, member.removed",
        "operations, operation.succeeded",
        "'', project-service.commands",
        "'', notifier.events",
        "delay.deliver, project-service.commands",
        "delay.0, 0.0.0.0.0.0.0.0.0.0.0.1.project-service.commands",
        "delay.11, 1.0.0.0.0.0.0.0.0.0.0.0.project-service.commands",
        "dead-letters, project-service.commands",
        "reports, gateway"
    })
    void it_publishes_nothing_that_another_service_sends(String exchange, String key) throws Exception {
        refused(channel -> publish(channel, exchange, key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"project-service.commands", "gateway.operations", "dead-letters", "unroutable"})
    void it_reads_no_other_queue(String queue) throws Exception {
        refused(channel -> channel.basicGet(queue, false));
        refused(channel -> channel.basicConsume(queue, (tag, message) -> {}, tag -> {}));
        refused(channel -> channel.queuePurge(queue));
    }

    @Test
    void it_changes_nothing_of_the_topology() throws Exception {
        refused(channel -> channel.queueDeclare("mine", true, false, false, Map.of()));
        refused(channel -> channel.queueDelete("notifier.events"));
        refused(channel -> channel.exchangeDelete("commands"));
        refused(channel -> channel.queueBind("notifier.events", "commands", "#"));
    }

    /** As it does with a retry: over the ladder to its own queue, where a probe is answered and changes nothing. */
    @Test
    void it_publishes_retries_to_its_own_queue_and_answers() throws Exception {
        try (Connection administrator = factory(BROKER.amqpUri()).newConnection();
                Channel asking = Objects.requireNonNull(administrator.createChannel());
                Connection connection = connect("notifier");
                Channel channel = Objects.requireNonNull(connection.createChannel())) {
            CountDownLatch answered = new CountDownLatch(1);
            String asker = asking.queueDeclare().getQueue();
            asking.queueBind(asker, Tandem.TOPOLOGY.answers(), asker);
            asking.basicConsume(asker, true, (tag, answer) -> answered.countDown(), tag -> {});

            channel.confirmSelect();
            channel.basicPublish(
                    "delay.0",
                    "0.0.0.0.0.0.0.0.0.0.0.1.notifier.events",
                    new AMQP.BasicProperties.Builder()
                            .contentType(Prober.CONTENT_TYPE)
                            .replyTo(asker)
                            .headers(Map.of(Prober.ID, 1L))
                            .build(),
                    new byte[0]);

            assertThat(channel.waitForConfirms(10_000)).isTrue();
            assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void nobody_comes_in_as_it_with_the_administrators_password() throws Exception {
        ConnectionFactory factory = factory(BROKER.amqpUri());
        factory.setUsername("notifier");

        assertThatThrownBy(factory::newConnection).hasMessageContaining("ACCESS_REFUSED");
    }

    private static void refused(OnChannel attempt) throws Exception {
        try (Connection connection = connect("notifier")) {
            Channel channel = Objects.requireNonNull(connection.createChannel());
            CompletableFuture<ShutdownSignalException> closed = new CompletableFuture<>();
            channel.addShutdownListener(closed::complete);
            try {
                attempt.on(channel);
            } catch (IOException | ShutdownSignalException thrown) {
                // The reason is the channel's.
            }
            ShutdownSignalException reason = closed.get(10, TimeUnit.SECONDS);
            assertThat(reason.getReason())
                    .isInstanceOfSatisfying(
                            AMQP.Channel.Close.class,
                            close -> assertThat(close.getReplyCode()).isEqualTo(AMQP.ACCESS_REFUSED));
        }
    }

    private static void publish(Channel channel, String exchange, String key) throws IOException {
        channel.basicPublish(exchange, key, null, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static Connection connect(String user) throws Exception {
        return factory(BROKER.amqpUri(user)).newConnection();
    }

    private static ConnectionFactory factory(String uri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    @FunctionalInterface
    private interface OnChannel {
        void on(Channel channel) throws IOException;
    }
}
