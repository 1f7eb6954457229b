package dev.tandem.messaging;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** Begins a topology; everything but the other exchanges is mandatory. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a topology; {@link Topology} explains each part. */
    public static final class Builder {

        private @Nullable Log log;
        private @Nullable String deadLetters;
        private @Nullable String reports;
        private @Nullable String answers;
        private @Nullable Topic replaySettled;
        private @Nullable Topic erasePerson;
        private @Nullable Topic personErased;
        private Set<String> others = Set.of();

        private Builder() {}

        public Builder log(String exchange, String stream) {
            log = new Log(exchange, stream);
            return this;
        }

        public Builder deadLetters(String exchange) {
            deadLetters = exchange;
            return this;
        }

        public Builder reports(String exchange) {
            reports = exchange;
            return this;
        }

        public Builder answers(String exchange) {
            answers = exchange;
            return this;
        }

        public Builder replaySettled(String exchange, String routingKey, String type) {
            replaySettled = new Topic(exchange, routingKey, type);
            return this;
        }

        public Builder erasePerson(String exchange, String routingKey, String type) {
            erasePerson = new Topic(exchange, routingKey, type);
            return this;
        }

        public Builder personErased(String exchange, String routingKey, String type) {
            personErased = new Topic(exchange, routingKey, type);
            return this;
        }

        public Builder others(String... exchanges) {
            others = Set.of(exchanges);
            return this;
        }

        /** @throws NullPointerException that names the missing part */
        public Topology build() {
            return new Topology(
                    Objects.requireNonNull(log, "log"),
                    Objects.requireNonNull(deadLetters, "deadLetters"),
                    Objects.requireNonNull(reports, "reports"),
                    Objects.requireNonNull(answers, "answers"),
                    Objects.requireNonNull(replaySettled, "replaySettled"),
                    Objects.requireNonNull(erasePerson, "erasePerson"),
                    Objects.requireNonNull(personErased, "personErased"),
                    others);
        }
    }
}
