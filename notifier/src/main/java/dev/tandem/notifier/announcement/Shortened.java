package dev.tandem.notifier.announcement;

/** Shortens texts for where they must fit. */
public final class Shortened {

    private Shortened() {}

    /** The text, or its beginning and an ellipsis if it is longer than so many code points. */
    public static String to(int longest, String text) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
