package dev.tandem.notifier.delivery;

import java.time.Duration;
import java.util.List;

/**
 * The settings of the deliveries of one channel.
 *
 * @param channel its name, in the table and in metrics
 * @param parallel maximum number of attempts at the same time, per instance
 * @param deadline how long one attempt may take
 * @param pauses the time after each failed attempt, lengthened by up to a fifth; if the attempt after the last pause fails
 *     too, the delivery is given up
 * @param poll how often the table is queried for due deliveries
 * @param rest how long nothing is attempted after the carrying system fell silent; doubled, up to half a minute, each time
 *     it does not answer again
 */
public record DeliverySettings(
        String channel, int parallel, Duration deadline, List<Duration> pauses, Duration poll, Duration rest) {

    public DeliverySettings {
        pauses = List.copyOf(pauses);
    }
}
