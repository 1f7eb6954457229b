package dev.tandem.messaging;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names the exchanges and streams that the kit uses in a system's broker. There is one value for the whole system; {@link
 * dev.tandem.messaging.broker.Broker} holds it, and the rest of the kit reads it from there. The delay ladder is not part of it:
 * its exchanges are named after their delays. Immutable.
 *
 * @param log the event log, and the exchange of which it keeps every message
 * @param deadLetters the exchange for dead letters, with the queue that failed as routing key
 * @param reports the exchange for reports of instances, with the service as routing key
 * @param answers the exchange for answers to probes, with the reply address as routing key
 * @param replaySettled reports the result of a replay
 * @param erasePerson asks every service to erase a person; not on the log's exchange, because the log would keep the person's id
 * @param personErased answers {@code erasePerson}
 * @param others exchanges that the kit uses only when a service names them
 */
public record Topology(
        Log log,
        String deadLetters,
        String reports,
        String answers,
        Topic replaySettled,
        Topic erasePerson,
        Topic personErased,
        Set<String> others) {

    public Topology {
        others = Set.copyOf(others);
    }

    /** @param stream bound to the exchange with {@code #} */
    public record Log(String exchange, String stream) {}

    /**
     * Destination and type of an event that the kit itself sends.
     *
     * @param type of the event: {@code com.example.person.erased.v1}
     */
    public record Topic(String exchange, String routingKey, String type) {}

    /** All exchanges of this topology. */
    public Set<String> exchanges() {
        Set<String> all = new HashSet<>(others);
        all.addAll(List.of(log.exchange, deadLetters, reports, answers));
        all.add(replaySettled.exchange);
        all.add(erasePerson.exchange);
        all.add(personErased.exchange);
        return Set.copyOf(all);
    }
}
