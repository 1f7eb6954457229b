package dev.tandem.contracts;

import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Declares the annotations that bound the members of payloads. They stand at the types of a record's components. The record's
 * constructor passes its values to {@link Shape#check}, which refuses those out of bounds; the schema is generated from the same
 * annotations. Every text and every number needs one. A member is required unless it is {@code @Nullable}.
 */
final class Bounds {
    // Longest texts, in code points.
    static final int NAME = 200;
    static final int DESCRIPTION = 4000;
    static final int USER_ID = 255;
    static final int EMAIL = 320;
    static final int TEMPLATE = 64;
    static final int DETAIL = 4000;
    static final int EXCERPT = 280;
    static final int POINTER = 400;
    static final int MEMBER = 64;
    static final int RANK = 48;

    // Longest lists, in items.
    static final int MENTIONS = 50;
    static final int VERSIONS = 100;
    static final int FAULTS = 100;
    static final int MEMBERS = 50;
    static final int RERANKED = 256;

    /** A rank: ASCII digits and letters. Ranks are compared as fractions, so a final zero would add nothing and is refused. */
    static final String RANKS = "^[0-9A-Za-z]*[1-9A-Za-z]$";

    private Bounds() {}

    /** A text of at most this many code points that is not blank and holds no NUL, which PostgreSQL cannot store. */
    @Target(TYPE_USE)
    @Retention(RUNTIME)
    @interface Text {
        int value();
    }

    /** A text that a regular expression matches as a whole, of at most this many code points. */
    @Target(TYPE_USE)
    @Retention(RUNTIME)
    @interface Matching {
        String value();

        int longest() default Integer.MAX_VALUE;

        /** The fault of a text that does not match, worded to follow its member's name, as in {@code is not a rank}. */
        String otherwise();
    }

    /** One of these texts. */
    @Target(TYPE_USE)
    @Retention(RUNTIME)
    @interface OneOf {
        String[] value();
    }

    /** A day, such as 2026-12-24. */
    @Target(TYPE_USE)
    @Retention(RUNTIME)
    @interface Day {}

    /** A time in UTC, such as 2026-01-31T08:00:00Z. */
    @Target(TYPE_USE)
    @Retention(RUNTIME)
    @interface Moment {}

    /** A number in this closed range; the default maximum is that of the type. */
    @Target(TYPE_USE)
    @Retention(RUNTIME)
    @interface Range {
        long least();

        long most() default Long.MAX_VALUE;
    }

    /** A list with this many items. */
    @Target(TYPE_USE)
    @Retention(RUNTIME)
    @interface Items {
        int least() default 0;

        int most();
    }
}
