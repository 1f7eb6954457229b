package dev.tandem.local.trace;

import java.util.Locale;

/** Formats lengths of time for people. */
final class Lengths {

    private static final double MILLISECOND = 1e6;
    private static final double SECOND = 1e9;

    private Lengths() {}

    static String of(long nanos) {
        return nanos < SECOND
                ? String.format(Locale.ROOT, "%.1f ms", nanos / MILLISECOND)
                : String.format(Locale.ROOT, "%.2f s", nanos / SECOND);
    }
}
