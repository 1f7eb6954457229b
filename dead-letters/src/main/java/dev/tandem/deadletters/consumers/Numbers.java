package dev.tandem.deadletters.consumers;

import org.jspecify.annotations.Nullable;

/** Rounds numbers for people. */
final class Numbers {

    private Numbers() {}

    /** Rounds to two decimal places. */
    static @Nullable Double rounded(@Nullable Double number) {
        return number == null ? null : Math.round(number * 100) / 100.0;
    }
}
