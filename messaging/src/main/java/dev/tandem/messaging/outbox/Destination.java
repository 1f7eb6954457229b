package dev.tandem.messaging.outbox;

/** Exchange and routing key of messages that may share a packed message. */
record Destination(String exchange, String routingKey) {

    /** Unique among destinations, since no exchange's name holds a slash. */
    String name() {
        return exchange + "/" + routingKey;
    }
}
