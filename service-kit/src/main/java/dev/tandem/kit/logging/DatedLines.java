package dev.tandem.kit.logging;

/** Writes text lines with a date, for a file that may span days. Referenced in a Logback configuration. */
public final class DatedLines extends TextLines {

    public DatedLines() {
        super("yyyy-MM-dd HH:mm:ss.SSS");
    }
}
