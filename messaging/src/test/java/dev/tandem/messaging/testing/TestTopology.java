package dev.tandem.messaging.testing;

import dev.tandem.messaging.Topology;

/** The names of {@code infra/rabbitmq-definitions.json}, which tests import into their broker. */
public final class TestTopology {

    public static final Topology NAMES = withLog("events.log");

    private TestTopology() {}

    /** The same names, with a log of the test's own. */
    public static Topology withLog(String stream) {
        return Topology.builder()
                .log("events", stream)
                .deadLetters("dead-letters")
                .reports("reports")
                .answers("answers")
                .replaySettled("operations", "replay.settled", "dev.tandem.replay.settled.v1")
                .erasePerson("operations", "person.erase", "dev.tandem.person.erase.v1")
                .personErased("operations", "person.erased", "dev.tandem.person.erased.v1")
                .others("commands", "unroutable")
                .build();
    }
}
