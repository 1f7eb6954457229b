package dev.tandem.deadletters.consumers;

import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
final class Numbers {

    private Numbers() {}

    /** With two digits after the point. */
    static @Nullable Double rounded(@Nullable Double number) {
        return number == null ? null : Math.round(number * 100) / 100.0;
    }
}
