package dev.tandem.notifier.delivery;

import java.time.Duration;
import java.util.List;

/**
 * How deliveries of one channel are attempted.
 *
 * @param channel its name, in the table and in metrics
 * @param parallel maximum number of attempts at the same time, per instance
 * @param deadline how long one attempt may take
 * @param pauses the time after each failed attempt; after the last it is given up. Each is lengthened by up to a fifth
 * @param poll how often deliveries are looked for that no event of this instance announced
 * @param rest how long none is attempted when the carrying system fell silent; doubled, up to half a minute, while it stays
 *     so
 */
public record DeliverySettings(
        String channel, int parallel, Duration deadline, List<Duration> pauses, Duration poll, Duration rest) {

    public DeliverySettings {
        pauses = List.copyOf(pauses);
    }
}
