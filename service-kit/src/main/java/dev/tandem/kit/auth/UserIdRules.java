package dev.tandem.kit.auth;

import org.jspecify.annotations.Nullable;

/**
 * Checks user ids. Allows whatever an identity provider puts into {@code sub}, up to {@value #LONGEST} code points, except ids
 * that can be mistaken for another one: no surrounding blanks, no invisible characters.
 */
public final class UserIdRules {

    public static final int LONGEST = 255;

    private UserIdRules() {}

    /** Returns what is wrong with the id, as the continuation of "the id "; null if the id is allowed. */
    public static @Nullable String objection(String id) {
        if (id.isEmpty()) {
            return "is empty";
        }
        if (id.codePointCount(0, id.length()) > LONGEST) {
            return "is longer than " + LONGEST + " characters";
        }
        if (isBlank(id.codePointAt(0)) || isBlank(id.codePointBefore(id.length()))) {
            return "has blanks around it";
        }
        return id.codePoints().anyMatch(UserIdRules::isUnseen) ? "has a character that cannot be seen" : null;
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isIgnorable(character);
        };
    }

    /** Unicode's default ignorable characters of other types, and the blank of Braille. */
    private static boolean isIgnorable(int character) {
        return character == 0x034F
                || character == 0x115F
                || character == 0x1160
                || character == 0x17B4
                || character == 0x17B5
                || (character >= 0x180B && character <= 0x180F)
                || character == 0x2800
                || character == 0x3164
                || (character >= 0xFE00 && character <= 0xFE0F)
                || character == 0xFFA0
                || (character >= 0xE0100 && character <= 0xE01EF);
    }
}
