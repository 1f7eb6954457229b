package dev.tandem.messaging.consume;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Delays messages on a broker without plugins: twelve queues, of which queue n holds its messages for 250 ms · 2ⁿ and then
 * dead-letters them to the next lower level. The bits of the delay are words of the routing key, and each level's bindings send a
 * message through its queue or past it; after the last level, the queue's name in the key routes the message home.
 */
public final class DelayLadder {

    /** One step, the delay of the lowest level. */
    static final Duration STEP = Duration.ofMillis(250);

    private static final int LEVELS = 12;

    /** The longest delay: a little over 17 minutes. */
    public static final Duration LONGEST = STEP.multipliedBy((1 << LEVELS) - 1);

    private DelayLadder() {}

    /** The exchanges of all levels, and the one that routes a message home. */
    public static Set<String> exchanges() {
        Stream<String> levels = IntStream.range(0, LEVELS).mapToObj(level -> "delay." + level);
        return Stream.concat(levels, Stream.of("delay.deliver")).collect(Collectors.toUnmodifiableSet());
    }

    /** The delay, limited to the longest possible one. */
    static Duration possible(Duration delay) {
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    /**
     * Returns where to publish a message that is to reach the queue after the delay, rounded up to the next step.
     *
     * @throws IllegalArgumentException beyond {@link #LONGEST}
     */
    static Rung of(Duration delay, String queue) {
        if (delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The longest delay is " + LONGEST + ", not " + delay);
        }
        long steps = Math.max(1, (delay.toMillis() + STEP.toMillis() - 1) / STEP.toMillis());
        StringBuilder key = new StringBuilder();
        for (int level = LEVELS - 1; level >= 0; level--) {
            key.append(steps >> level & 1).append('.');
        }
        int highest = 63 - Long.numberOfLeadingZeros(steps);
        return new Rung("delay." + highest, key.append(queue).toString());
    }

    /** Returns where to publish a message that is to reach the queue at once: past the lowest level, without a delay. */
    public static Rung atOnce(String queue) {
        return new Rung("delay.0", "0.".repeat(LEVELS) + queue);
    }

    /** The exchange at which a message enters the ladder, and the routing key for its way. */
    public record Rung(String exchange, String routingKey) {}
}
