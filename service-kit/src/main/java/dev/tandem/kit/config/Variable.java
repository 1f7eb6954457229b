package dev.tandem.kit.config;

import org.jspecify.annotations.Nullable;

/**
 * A variable that a configuration reads.
 *
 * @param fallback the default as text; null if there is none
 * @param required true if the configuration cannot be read without a value; an optional variable may have no default
 */
public record Variable(
        String name, String description, @Nullable String fallback, boolean required) {

    /** The line in the output of {@code --help}. */
    public String line() {
        return "  %-32s %s%s".formatted(name, description, required ? " (required)" : suffix());
    }

    private String suffix() {
        return fallback == null ? " (optional)" : " (default " + fallback + ")";
    }
}
