package dev.tandem.runtime;

import dev.tandem.messaging.Topology;

/**
 * Names Tandem's exchanges and streams for the messaging kit. {@code infra/rabbitmq-definitions.json} has the same
 * names.
 */
public final class Tandem {

    public static final Topology TOPOLOGY = Topology.builder()
            .log("events", "events.log")
            .deadLetters("dead-letters")
            .reports("reports")
            .answers("answers")
            .replaySettled("operations", "replay.settled", "dev.tandem.replay.settled.v1")
            .erasePerson("operations", "person.erase", "dev.tandem.person.erase.v1")
            .personErased("operations", "person.erased", "dev.tandem.person.erased.v1")
            .others("commands", "unroutable")
            .build();

    private Tandem() {}
}
