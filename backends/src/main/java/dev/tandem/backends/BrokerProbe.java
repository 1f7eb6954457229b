package dev.tandem.backends;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Checks over AMQP whether a broker is ready. */
final class BrokerProbe {

    private final ConnectionFactory factory;
    private final String address;

    BrokerProbe(String amqpUri) {
        factory = new ConnectionFactory();
        try {
            factory.setUri(amqpUri);
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new BackendUnavailable("AMQP_URI is not of the form amqp://user:password@host:port.", e);
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(2_000);
        factory.setHandshakeTimeout(5_000);
        address = factory.getHost() + ":" + factory.getPort();
    }

    String address() {
        return address;
    }

    /**
     * Returns when a connection can be made and every queue answers. Throws {@link BackendUnavailable} when the time is up, or at
     * once when {@code running} is false.
     */
    void awaitReady(List<String> queues, BooleanSupplier running, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                check(queues);
                return;
            } catch (IOException | TimeoutException notYet) {
                if (!running.getAsBoolean() || System.nanoTime() > deadline) {
                    throw new BackendUnavailable(
                            "RabbitMQ at " + address + " did not become ready: " + why(notYet), notYet);
                }
                boolean queueMissing = notYet.getCause() instanceof ShutdownSignalException;
                Pause.millis(queueMissing ? 500 : 50);
            }
        }
    }

    private void check(List<String> queues) throws IOException, TimeoutException {
        try (Connection connection = factory.newConnection("tandem-probe")) {
            var channel = connection.createChannel();
            for (String queue : queues) {
                channel.queueDeclarePassive(queue);
            }
        }
    }

    private static String why(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
