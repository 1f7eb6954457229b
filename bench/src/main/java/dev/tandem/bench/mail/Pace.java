package dev.tandem.bench.mail;

/** How a mail server answers. */
public enum Pace {
    /** At once. */
    QUICK,
    /** Two to three seconds after each mail. */
    SLOW,
    /** It accepts connections, and answers neither them nor the next mail of those that are open. */
    HANGING
}
