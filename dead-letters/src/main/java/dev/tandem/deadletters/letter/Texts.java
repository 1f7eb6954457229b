package dev.tandem.deadletters.letter;

import org.jspecify.annotations.Nullable;

/** Text from a message, as far as the database can hold it: without NUL, and not longer than what is of use. */
public final class Texts {

    private Texts() {}

    public static String stored(String text, int longest) {
        String cut = text.length() <= longest ? text : text.substring(0, longest);
        return wellFormed(cut.indexOf('\0') < 0 ? cut : cut.replace('\0', '\uFFFD'));
    }

    public static @Nullable String storedIfPresent(@Nullable String text, int longest) {
        return text == null ? null : stored(text, longest);
    }

    /** Half of a surrogate pair cannot be written as UTF-8. */
    private static String wellFormed(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            boolean paired = Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (paired) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                mended = mended == null ? new StringBuilder(text) : mended;
                mended.setCharAt(i, '\uFFFD');
            }
        }
        return mended == null ? text : mended.toString();
    }
}
