package dev.tandem.messaging.consume;

/** Limits how long a transaction waits for a row that another one has locked. */
enum Patience {
    /** The connection's own lock timeout. */
    USUAL,
    /** A short one, used once a lock has been met. */
    LITTLE;

    static final String LITTLE_TIMEOUT = "SET LOCAL lock_timeout = '200ms'";
}
