package dev.tandem.messaging.outbox;

/** Where messages go that may travel packed together. */
record Destination(String exchange, String routingKey) {

    /** Unique among destinations, since no exchange's name holds a slash. */
    String name() {
        return exchange + "/" + routingKey;
    }
}
