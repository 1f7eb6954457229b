package dev.tandem.deadletters.letter;

import org.jspecify.annotations.Nullable;

/** Makes a message's text fit for the database: no NUL, and no longer than useful. */
public final class Texts {

    private Texts() {}

    public static String stored(String text, int longest) {
        String cut = text.length() <= longest ? text : text.substring(0, longest);
        return wellFormed(cut.indexOf('\0') < 0 ? cut : cut.replace('\0', '\uFFFD'));
    }

    public static @Nullable String storedIfPresent(@Nullable String text, int longest) {
        return text == null ? null : stored(text, longest);
    }

    /** Replaces lone surrogates, which UTF-8 cannot encode. */
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
