package dev.tandem.deadletters.letter;

import org.jspecify.annotations.Nullable;

/**
 * Where it failed.
 *
 * @param consumer the queue whose consumer failed; absent for what no queue took
 * @param exchange to which it was published, as far as the broker says
 * @param routingKey with which it was published
 */
public record Place(@Nullable String consumer, String exchange, String routingKey) {

    /** To whom a replay goes, in words. */
    public String destination() {
        return consumer == null ? exchange : consumer;
    }
}
