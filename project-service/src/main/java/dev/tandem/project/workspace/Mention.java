package dev.tandem.project.workspace;

import java.util.regex.Pattern;

/**
 * The forms in which a text mentions a user after an {@code @}: the id, {@code @anna}, if one can see where it ends, and any id
 * in brackets, {@code @[anna lind]}, with a backslash before each bracket or backslash in it that would end it too early.
 */
public final class Mention {

    /** An id without brackets; a dot at its end belongs to the sentence. */
    public static final String PLAIN = "([A-Za-z0-9][A-Za-z0-9._-]{0,254}+)";

    /** An id in brackets, to be read by {@link #unescaped}. Bounded, so that no text of opening brackets takes long. */
    public static final String BRACKETED = "\\[((?:[^\\]\\\\\\p{Cntrl}]|\\\\[\\]\\\\]){1,255}+)\\]";

    private static final Pattern ENDS_BY_ITSELF = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?");

    private static final Pattern ENDING = Pattern.compile("([\\]\\\\])");

    private static final Pattern ESCAPED = Pattern.compile("\\\\([\\]\\\\])");

    private Mention() {}

    /** Returns the text that mentions the user. */
    public static String of(String userId) {
        return ENDS_BY_ITSELF.matcher(userId).matches()
                ? "@" + userId
                : "@[" + ENDING.matcher(userId).replaceAll("\\\\$1") + "]";
    }

    /** Returns the id that stands between brackets. */
    public static String unescaped(String bracketed) {
        return ESCAPED.matcher(bracketed).replaceAll("$1");
    }
}
