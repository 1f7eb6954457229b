package dev.tandem.contracts;

/**
 * Type and route of one kind of payload.
 *
 * @param payload the record
 * @param type the CloudEvents type, with its version
 * @param exchange the topic exchange
 * @param routingKey the topic, the same in every version
 * @param sender the only service that sends it
 */
public record Contract(
        Class<? extends Record> payload, String type, String exchange, String routingKey, TandemService sender) {

    static <P extends Record & Command> Contract command(Class<P> payload, String topic) {
        return first(payload, "commands", topic, TandemService.GATEWAY);
    }

    static <P extends Record & Fact> Contract fact(Class<P> payload, String topic) {
        return first(payload, "events", topic, TandemService.PROJECT_SERVICE);
    }

    static <P extends Record & MailRequest> Contract mailRequest(Class<P> payload, String topic) {
        return first(payload, "commands", topic, TandemService.PROJECT_SERVICE);
    }

    static <P extends Record & OperationEnd> Contract operationEnd(Class<P> payload, String topic) {
        return first(payload, "operations", topic, TandemService.PROJECT_SERVICE);
    }

    static <P extends Record & OperationProgress> Contract operationProgress(
            Class<P> payload, String topic, TandemService sender) {
        return first(payload, "operations", topic, sender);
    }

    /**
     * The contract of a later version of the topic, which has another record and another type and is listed beside the earlier
     * one.
     */
    Contract inVersion(int version) {
        return new Contract(payload, type(routingKey, version), exchange, routingKey, sender);
    }

    private static Contract first(
            Class<? extends Record> payload, String exchange, String topic, TandemService sender) {
        return new Contract(payload, type(topic, 1), exchange, topic, sender);
    }

    private static String type(String topic, int version) {
        return "dev.tandem." + topic + ".v" + version;
    }
}
