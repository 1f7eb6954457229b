package dev.tandem.notifier.announcement;

/** Shortens texts to a maximum length. */
public final class Shortened {

    private Shortened() {}

    /** The text, or its beginning and an ellipsis if the text is longer than {@code longest} code points. */
    public static String to(int longest, String text) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
