package dev.tandem.messaging.testing;

import dev.tandem.messaging.Topology;
import dev.tandem.messaging.Topology.Log;
import dev.tandem.messaging.Topology.Topic;
import java.util.Set;

/** The names of {@code infra/rabbitmq-definitions.json}, which tests import into their broker. */
public final class TestTopology {

    public static final Topology NAMES = withLog("events.log");

    private TestTopology() {}

    /** The same names, with a log of the test's own. */
    public static Topology withLog(String stream) {
        return new Topology(
                new Log("events", stream),
                "dead-letters",
                "reports",
                "answers",
                new Topic("operations", "replay.settled", "dev.tandem.replay.settled.v1"),
                new Topic("operations", "person.erase", "dev.tandem.person.erase.v1"),
                new Topic("operations", "person.erased", "dev.tandem.person.erased.v1"),
                Set.of("commands", "unroutable"));
    }
}
