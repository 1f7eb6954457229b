package dev.tandem.bench.report;

import java.time.Duration;
import java.util.Locale;

/** Formats milliseconds for people. A percentile that is a time-out is shown as more than the patience. */
final class Times {

    private final Duration patience;

    Times(Duration patience) {
        this.patience = patience;
    }

    /** Tolerates rounding: a histogram rounds to three digits, up or down. */
    boolean isTimeOut(double millis) {
        return millis >= patience.toMillis() * 0.999;
    }

    String text(double millis) {
        return isTimeOut(millis) ? "> " + patience.toSeconds() + " s" : plain(millis);
    }

    static String plain(double millis) {
        if (millis < 9.95) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        }
        if (millis < 999.5) {
            return String.format(Locale.ROOT, "%.0f ms", millis);
        }
        return String.format(Locale.ROOT, "%.1f s", millis / 1_000);
    }
}
