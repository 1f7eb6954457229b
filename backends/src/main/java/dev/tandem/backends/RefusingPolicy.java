package dev.tandem.backends;

/**
 * Makes the {@code rabbitmqctl} commands for a policy under which a queue rejects further messages once it holds one. Of the
 * policies that match a queue only one applies, so this one repeats the dead-lettering settings that the definitions have for
 * consumed queues.
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
