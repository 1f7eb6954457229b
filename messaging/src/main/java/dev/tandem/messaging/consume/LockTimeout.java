package dev.tandem.messaging.consume;

/** Limits how long a transaction waits for a row that another one has locked. */
enum LockTimeout {
    /** The connection's own lock timeout. */
    DEFAULT,
    /** A short one, used once a lock has been met. */
    SHORT;

    static final String SHORT_TIMEOUT = "SET LOCAL lock_timeout = '200ms'";
}
