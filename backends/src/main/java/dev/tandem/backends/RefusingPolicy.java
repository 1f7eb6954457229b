package dev.tandem.backends;

/**
 * The policy under which a queue refuses what is published to it, as commands of {@code rabbitmqctl}. Of all policies that
 * match a queue only one applies, so this one says again what those of the definitions say about dead-lettering.
 */
final class RefusingPolicy {

    private static final String NAME = "refuse-messages";
    private static final String DEFINITION = """
            {"max-length": 1, "overflow": "reject-publish", "dead-letter-exchange": "dead-letters", \
            "dead-letter-strategy": "at-least-once"}""";

    private RefusingPolicy() {}

    static String[] setOn(String queue) {
        String pattern = "^" + queue.replace(".", "\\.") + "$";
        return new String[] {
            "rabbitmqctl", "set_policy", "--priority", "100", "--apply-to", "queues", NAME, pattern, DEFINITION
        };
    }

    static String[] cleared() {
        return new String[] {"rabbitmqctl", "clear_policy", NAME};
    }
}
