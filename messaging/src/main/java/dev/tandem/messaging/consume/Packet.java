package dev.tandem.messaging.consume;

import dev.tandem.messaging.broker.Delivery;

/** One delivery with one or many events in it; acknowledged when the last of them is settled. */
final class Packet {

    private final Delivery delivery;
    private int unsettled;

    Packet(Delivery delivery, int events) {
        this.delivery = delivery;
        this.unsettled = events;
        if (events == 0) {
            delivery.ack();
        }
    }

    Delivery delivery() {
        return delivery;
    }

    /** Whether settling still counts; otherwise the broker brings the whole packet again. */
    boolean current() {
        return delivery.current();
    }

    void settleOne() {
        unsettled--;
        if (unsettled == 0) {
            delivery.ack();
        }
    }
}
