package dev.tandem.runtime;

import dev.tandem.messaging.Topology;
import dev.tandem.messaging.Topology.Log;
import dev.tandem.messaging.Topology.Topic;
import java.util.Set;

/**
 * Names Tandem's exchanges and streams for the messaging kit. {@code infra/rabbitmq-definitions.json} has the same
 * names.
 */
public final class Tandem {

    public static final Topology TOPOLOGY = new Topology(
            new Log("events", "events.log"),
            "dead-letters",
            "reports",
            "answers",
            new Topic("operations", "replay.settled", "dev.tandem.replay.settled.v1"),
            new Topic("operations", "person.erase", "dev.tandem.person.erase.v1"),
            new Topic("operations", "person.erased", "dev.tandem.person.erased.v1"),
            Set.of("commands", "unroutable"));

    private Tandem() {}
}
