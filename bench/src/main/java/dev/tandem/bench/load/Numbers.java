package dev.tandem.bench.load;

import java.util.Locale;

/** Formats numbers for people. */
final class Numbers {

    private Numbers() {}

    /** Formats with commas between thousands. */
    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Formats with commas between thousands, and with one decimal place if the number is not whole. */
    static String plain(double number) {
        return number == Math.rint(number) ? whole((long) number) : String.format(Locale.ROOT, "%,.1f", number);
    }
}
