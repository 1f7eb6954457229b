package dev.tandem.messaging.consume;

/** Time that a transaction waits for a row that somebody else holds. */
enum Patience {
    /** As the connection has it. */
    USUAL,
    /** For who has found out already that something is held. */
    LITTLE;

    static final String LITTLE_TIMEOUT = "SET LOCAL lock_timeout = '200ms'";
}
