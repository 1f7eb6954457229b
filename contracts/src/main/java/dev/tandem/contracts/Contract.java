package dev.tandem.contracts;

/**
 * Type and route of one kind of payload.
 *
 * @param payload the record
 * @param type the CloudEvents type, with its version
 * @param exchange the topic exchange
 * @param routingKey the topic
 */
public record Contract(Class<? extends Payload> payload, String type, String exchange, String routingKey) {

    static Contract command(Class<? extends Command> payload, String topic) {
        return new Contract(payload, firstVersion(topic), "commands", topic);
    }

    static Contract fact(Class<? extends Fact> payload, String topic) {
        return new Contract(payload, firstVersion(topic), "events", topic);
    }

    static Contract operationEnd(Class<? extends OperationEnd> payload, String topic) {
        return new Contract(payload, firstVersion(topic), "operations", topic);
    }

    static Contract operationProgress(Class<? extends OperationProgress> payload, String topic) {
        return new Contract(payload, firstVersion(topic), "operations", topic);
    }

    private static String firstVersion(String topic) {
        return "dev.tandem." + topic + ".v1";
    }
}
