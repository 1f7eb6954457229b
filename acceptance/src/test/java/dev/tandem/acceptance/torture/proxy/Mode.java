package dev.tandem.acceptance.torture.proxy;

/** Ways in which a proxy treats bytes and new connections. */
public enum Mode {
    /** Forwards everything. */
    PASS,
    /** Accepts connections and keeps them, and forwards nothing until the mode ends; then everything arrives. */
    BLACK_HOLE,
    /** Forwards a few bytes at a time. */
    SLOW_DRIP,
    /** Takes no connection; those that there were are reset. */
    CUT_OFF,
    /** Forwards everything, but now and then swallows the answer to a COMMIT of PostgreSQL and resets the connection. */
    LOSE_COMMITS
}
