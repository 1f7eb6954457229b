package dev.tandem.bench.mail;

/** The pace at which a mail server answers. */
public enum Pace {
    /** At once. */
    QUICK,
    /** Two to three seconds after each mail. */
    SLOW,
    /** Never: new connections get no greeting, and the next mail on an open one gets no answer. */
    HANGING
}
