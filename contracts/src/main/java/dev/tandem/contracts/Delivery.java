package dev.tandem.contracts;

/** Something to be brought to users. Sent on the exchange {@code deliveries} to the one service that brings it. */
public sealed interface Delivery extends Payload permits NotificationsAdded {}
