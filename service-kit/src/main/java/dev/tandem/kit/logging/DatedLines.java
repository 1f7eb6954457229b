package dev.tandem.kit.logging;

/** Lines for people in a file that may span days. Named in a Logback configuration. */
public final class DatedLines extends TextLines {

    public DatedLines() {
        super("yyyy-MM-dd HH:mm:ss.SSS");
    }
}
